package org.drydock.web.security;

import java.util.List;
import java.util.Optional;
import org.drydock.engine.EngineUsers;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.stereotype.Component;

/** What a user may do who has proved who he is. */
@Component
class Logins {

  static final String ADMINISTRATOR = "ADMINISTRATOR";

  private final EngineUsers users;

  Logins(EngineUsers users) {
    this.users = users;
  }

  /** Empty when there is no such user any more. */
  Optional<Authentication> of(String user) {
    return users
        .groups(user)
        .map(
            groups ->
                UsernamePasswordAuthenticationToken.authenticated(
                    user, null, authorities(users.administrator(groups))));
  }

  private static List<GrantedAuthority> authorities(boolean administrator) {
    return administrator
        ? AuthorityUtils.createAuthorityList("ROLE_USER", "ROLE_" + ADMINISTRATOR)
        : AuthorityUtils.createAuthorityList("ROLE_USER");
  }
}
