package org.drydock.web.console;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Where people sign in. */
@Controller
class LoginController {

  @GetMapping("/login")
  String login() {
    return "login";
  }
}
