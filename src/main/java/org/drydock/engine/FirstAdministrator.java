package org.drydock.engine;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;
import static org.camunda.bpm.engine.authorization.Groups.CAMUNDA_ADMIN;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.digest.PasswordManager;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.impl.util.EncryptionUtil;
import org.drydock.site.DataFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sees to it, before the server answers anybody, that the group of administrators has a member. The
 * engine lets anyone make himself the first one as long as it is empty (CVE-2026-77226).
 */
@Component
class FirstAdministrator extends AbstractProcessEnginePlugin {

  static final String USER = "admin";

  private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);

  private static final String PASSWORD_FILE = "initial-admin-password";
  private static final int GENERATED_BYTES = 18;
  private static final int SHORTEST_PASSWORD = 8;

  /** Nodes that start at once on an empty database get in each other's way a few times at most. */
  private static final int TRIES = 20;

  private final AdministratorProperties properties;
  private final DataFolder data;

  FirstAdministrator(AdministratorProperties properties, DataFolder data) {
    this.properties = properties;
    this.data = data;
  }

  @Override
  public void postProcessEngineBuild(ProcessEngine engine) {
    IdentityService identities = engine.getIdentityService();
    for (int attempt = 1; administrators(identities).isEmpty(); attempt++) {
      try {
        createGroup(engine);
        createUser(identities);
      } catch (ProcessEngineException e) {
        if (attempt == TRIES) {
          throw e;
        }
        LOG.debug("Another node makes the first administrator, too", e);
      }
    }
    List<User> administrators = administrators(identities);
    PasswordManager passwords =
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
            .getPasswordManager();
    administrators.forEach(user -> refuseOwnNameAsPassword((UserEntity) user, passwords));
  }

  private static List<User> administrators(IdentityService identities) {
    return identities.createUserQuery().memberOfGroup(CAMUNDA_ADMIN).list();
  }

  private static void createGroup(ProcessEngine engine) {
    IdentityService identities = engine.getIdentityService();
    if (identities.createGroupQuery().groupId(CAMUNDA_ADMIN).count() == 0) {
      Group group = identities.newGroup(CAMUNDA_ADMIN);
      group.setName("Administrators");
      group.setType("SYSTEM");
      identities.saveGroup(group);
    }
    for (Resource resource : Resources.values()) {
      grantAll(engine.getAuthorizationService(), resource);
    }
  }

  private static void grantAll(AuthorizationService authorizations, Resource resource) {
    long granted =
        authorizations
            .createAuthorizationQuery()
            .groupIdIn(CAMUNDA_ADMIN)
            .resourceType(resource)
            .resourceId(ANY)
            .count();
    if (granted == 0) {
      Authorization grant = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
      grant.setGroupId(CAMUNDA_ADMIN);
      grant.setResource(resource);
      grant.setResourceId(ANY);
      grant.addPermission(Permissions.ALL);
      authorizations.saveAuthorization(grant);
    }
  }

  private void createUser(IdentityService identities) {
    if (identities.createUserQuery().userId(USER).count() == 0) {
      User user = identities.newUser(USER);
      user.setFirstName("Drydock");
      user.setLastName("Administrator");
      user.setPassword(password());
      try {
        identities.saveUser(user);
      } catch (ProcessEngineException e) {
        forgetGeneratedPassword();
        throw e;
      }
    }
    identities.createMembership(USER, CAMUNDA_ADMIN);
  }

  private String password() {
    String given = properties.password();
    if (given == null) {
      return generatedPassword();
    }
    if (given.length() < SHORTEST_PASSWORD) {
      throw new IllegalStateException(
          "DRYDOCK_ADMIN_PASSWORD is too short for an administrator's password. Choose one of at"
              + " least "
              + SHORTEST_PASSWORD
              + " characters, or unset it to have one generated.");
    }
    return given;
  }

  private void forgetGeneratedPassword() {
    if (properties.password() == null) {
      try {
        Files.deleteIfExists(data.secrets().resolve(PASSWORD_FILE));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot remove a password that is not in force.", e);
      }
    }
  }

  private String generatedPassword() {
    byte[] random = new byte[GENERATED_BYTES];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().encodeToString(random);
    Path file = data.secrets().resolve(PASSWORD_FILE);
    try {
      Files.deleteIfExists(file);
      if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(file, password + "\n", StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot write the administrator's password to " + file + ".", e);
    }
    LOG.info("The password of the user {} is in {}", USER, file);
    return password;
  }

  /** Every sample of the engine uses admin with the password admin, and attackers know it. */
  private static void refuseOwnNameAsPassword(UserEntity user, PasswordManager passwords) {
    String salted = EncryptionUtil.saltPassword(user.getId(), user.getSalt());
    if (user.getPassword() != null && passwords.check(salted, user.getPassword())) {
      throw new IllegalStateException(
          "The administrator "
              + user.getId()
              + " has the own name as password. Change it in the database with the server"
              + " stopped, or remove the user from the group "
              + CAMUNDA_ADMIN
              + ".");
    }
  }
}
