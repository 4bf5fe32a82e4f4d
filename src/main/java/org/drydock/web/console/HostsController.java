package org.drydock.web.console;

import org.drydock.site.Nodes;
import org.drydock.web.audit.Audited;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The servicing hosts as a page. */
@Controller("consoleHosts")
@RequestMapping("/hosts")
class HostsController {

  private final Hosts hosts;
  private final Nodes nodes;

  HostsController(Hosts hosts, Nodes nodes) {
    this.hosts = hosts;
    this.nodes = nodes;
  }

  @GetMapping
  String hosts(@ModelAttribute(binding = false) Viewer viewer, Model model) {
    model.addAttribute("hosts", hosts.rows(viewer.words()));
    return "hosts";
  }

  @PostMapping("/{name}/down")
  @Audited("Confirm that a lost host is down")
  String down(@PathVariable String name) {
    nodes.confirmDown(name);
    return "redirect:/hosts";
  }
}
