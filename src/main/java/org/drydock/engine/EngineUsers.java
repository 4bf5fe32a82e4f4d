package org.drydock.engine;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.springframework.stereotype.Service;

/** The users and groups, which the engine keeps. */
@Service
public class EngineUsers {

  private final IdentityService identities;

  EngineUsers(IdentityService identities) {
    this.identities = identities;
  }

  /** Whether this is the user's password; false also for a while after a wrong try. */
  public boolean checkPassword(String user, String password) {
    return identities.checkPassword(user, password);
  }

  /**
   * What the engine keeps of a user's password, salted and hashed; it changes with the password.
   */
  public Optional<String> storedPassword(String user) {
    return Optional.ofNullable(identities.createUserQuery().userId(user).singleResult())
        .map(User::getPassword);
  }

  /** The groups of a user; empty when there is no such user. */
  public Optional<List<String>> groups(String user) {
    if (identities.createUserQuery().userId(user).count() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        identities.createGroupQuery().groupMember(user).list().stream().map(Group::getId).toList());
  }

  public boolean administrator(List<String> groups) {
    return groups.contains(Groups.CAMUNDA_ADMIN);
  }

  /** Whether anybody administers the server; if nobody does, something is badly wrong. */
  public boolean administered() {
    return identities.createUserQuery().memberOfGroup(Groups.CAMUNDA_ADMIN).count() > 0;
  }
}
