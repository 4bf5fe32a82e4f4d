package org.drydock.it.fault;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** Two nodes of one site, each a server in a JVM of its own, on one real PostgreSQL. */
final class Cluster implements AutoCloseable {

  /** A server that is started again at once is usually back before. */
  static final Duration LEASE = Duration.ofSeconds(20);

  /** What the nodes print stays here when the tests are over. */
  private static final Path LOGS = Path.of("target", "faults", "nodes");

  private final Path folder;
  private EmbeddedPostgres database;
  private final ClusterNode a;
  private final ClusterNode b;

  Cluster() {
    try {
      folder = Files.createTempDirectory("drydock-nodes");
      database = start(0);
      a = node("a");
      b = node("b");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ClusterNode a() {
    return a;
  }

  ClusterNode b() {
    return b;
  }

  List<ClusterNode> nodes() {
    return List.of(a, b);
  }

  ClusterNode other(ClusterNode node) {
    return node == a ? b : a;
  }

  ClusterNode named(String name) {
    return name.equals(a.name()) ? a : b;
  }

  /** Updates dropped here are read by either node. */
  Path shared() {
    return folder.resolve("shared");
  }

  /** Breaks all connections, and takes the database away for as long as it needs to start. */
  void restartDatabase() {
    int port = database.getPort();
    try {
      database.close();
      database = start(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    nodes().forEach(ClusterNode::end);
    database.close();
    FileSystemUtils.deleteRecursively(folder);
  }

  private EmbeddedPostgres start(int port) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("postgresql"))
            .setCleanDataDirectory(false)
            .setServerConfig("listen_addresses", "127.0.0.1");
    return (port == 0 ? builder : builder.setPort(port)).start();
  }

  private ClusterNode node(String name) throws IOException {
    Path data = Files.createDirectories(folder.resolve(name));
    return new ClusterNode(
        name,
        data,
        new ServerProcess(
            data,
            Files.createDirectories(LOGS).resolve(name + ".log"),
            "--drydock.shared-data=" + shared(),
            "--drydock.node.name=" + name,
            "--drydock.node.lease=" + LEASE,
            "--drydock.servicing.slots=1",
            "--spring.datasource.url=" + database.getJdbcUrl("postgres", "postgres"),
            "--spring.datasource.username=postgres"));
  }
}
