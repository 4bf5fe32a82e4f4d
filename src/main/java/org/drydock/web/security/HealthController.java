package org.drydock.web.security;

import java.util.Map;
import org.drydock.engine.EngineUsers;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Whether the server can be used: the database answers and somebody administers it. Open to
 * everybody, for service managers; it tells nothing else.
 */
@RestController
class HealthController {

  private final EngineUsers users;

  HealthController(EngineUsers users) {
    this.users = users;
  }

  @GetMapping("/health")
  ResponseEntity<Map<String, String>> health() {
    return users.administered()
        ? ResponseEntity.ok(Map.of("status", "up"))
        : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(Map.of("status", "down"));
  }
}
