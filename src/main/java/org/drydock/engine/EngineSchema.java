package org.drydock.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import org.springframework.stereotype.Component;

/**
 * Creates the engine's tables with the scripts in the engine's own jar, so that Flyway owns the
 * whole schema.
 */
@Component
class EngineSchema implements JavaMigration {

  private static final List<String> PARTS =
      List.of(
          "engine",
          "history",
          "identity",
          "case.engine",
          "case.history",
          "decision.engine",
          "decision.history");

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("1");
  }

  @Override
  public String getDescription() {
    return "camunda";
  }

  @Override
  public Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    String database = scriptsFor(connection.getMetaData().getDatabaseProductName());
    for (String part : PARTS) {
      String script =
          "org/camunda/bpm/engine/db/create/activiti.%s.create.%s.sql".formatted(database, part);
      ScriptUtils.executeSqlScript(connection, new ClassPathResource(script));
    }
  }

  private static String scriptsFor(String product) {
    return switch (product) {
      case "H2" -> "h2";
      case "PostgreSQL" -> "postgres";
      default ->
          throw new IllegalStateException(
              "The database "
                  + product
                  + " is not supported. Set spring.datasource.url to H2 or PostgreSQL.");
    };
  }
}
