package org.drydock.web.console;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The one stream of events that every page listens to. */
@Controller
class EventsController {

  private final ConsoleEvents events;

  EventsController(ConsoleEvents events) {
    this.events = events;
  }

  /** The id of an event is the revision, where a browser that lost the connection goes on. */
  @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter events(
      @RequestParam(defaultValue = "") String since,
      @RequestHeader(name = "Last-Event-ID", required = false) String lastEventId) {
    return events.follow(Revision.parse(lastEventId == null ? since : lastEventId));
  }
}
