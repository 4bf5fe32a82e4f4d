package org.drydock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.drydock.site.DataFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstAdministratorTest {

  @TempDir private Path folder;

  private ProcessEngine engine;
  private IdentityService identities;
  private Path passwordFile;

  @BeforeEach
  void emptyEngine() {
    engine = BareEngine.start();
    identities = engine.getIdentityService();
    passwordFile = folder.resolve("secrets/initial-admin-password");
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void thePasswordIsGeneratedIntoAFileThatOnlyTheServerReads() throws Exception {
    administrator(null).postProcessEngineBuild(engine);
    String password = Files.readString(passwordFile).trim();
    assertThat(password).hasSizeGreaterThanOrEqualTo(24);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(passwordFile)))
        .isEqualTo("rw-------");
    assertThat(identities.checkPassword("admin", password)).isTrue();
    assertThat(identities.createUserQuery().memberOfGroup(Groups.CAMUNDA_ADMIN).list())
        .extracting(User::getId)
        .containsExactly("admin");
  }

  @Test
  void aGivenPasswordIsTakenAndNotWritten() {
    administrator("given by the environment").postProcessEngineBuild(engine);
    assertThat(identities.checkPassword("admin", "given by the environment")).isTrue();
    assertThat(passwordFile).doesNotExist();
  }

  @Test
  void aSecondStartChangesNothing() {
    administrator("given by the environment").postProcessEngineBuild(engine);
    administrator("another one").postProcessEngineBuild(engine);
    administrator(null).postProcessEngineBuild(engine);
    assertThat(identities.checkPassword("admin", "given by the environment")).isTrue();
    assertThat(passwordFile).doesNotExist();
  }

  @Test
  void theWellKnownPasswordIsRefused() {
    assertThatThrownBy(() -> administrator("admin").postProcessEngineBuild(engine))
        .hasMessageContaining("too short");
    assertThat(identities.createUserQuery().count()).isZero();
  }

  @Test
  void anAdministratorWhosePasswordIsTheOwnNameStopsTheStart() {
    administrator("given by the environment").postProcessEngineBuild(engine);
    User user = identities.createUserQuery().userId("admin").singleResult();
    user.setPassword("admin");
    identities.saveUser(user);
    assertThatThrownBy(() -> administrator(null).postProcessEngineBuild(engine))
        .hasMessageContaining("the own name as password");
  }

  @Test
  void aGroupThatHasLostItsMembersGetsOneAgain() {
    administrator("given by the environment").postProcessEngineBuild(engine);
    identities.deleteMembership("admin", Groups.CAMUNDA_ADMIN);
    administrator(null).postProcessEngineBuild(engine);
    assertThat(identities.createUserQuery().memberOfGroup(Groups.CAMUNDA_ADMIN).count()).isOne();
  }

  private ProcessEnginePlugin administrator(String password) {
    return new FirstAdministrator(
        new AdministratorProperties(password),
        new DataFolder(BareEngine.settings(folder, Map.of())));
  }
}
