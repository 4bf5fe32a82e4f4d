package org.drydock.it.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.drydock.dism.GatedDism;
import org.drydock.it.Administrator;
import org.drydock.it.CleanState;
import org.drydock.it.Order;
import org.drydock.it.Programs;
import org.drydock.it.SampleSite;
import org.drydock.it.SampleUpdate;
import org.drydock.update.Packages;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.FileSystemUtils;

/** A server under test with all that belongs to it: data folder, drive, an image and updates. */
final class Site implements AutoCloseable {

  private static final Duration LONGEST_RUN = Duration.ofSeconds(90);

  /** An update whose manifest does not tell which packages it belongs to. */
  private static final String OF_UNKNOWN_PLACE = "KB5991901";

  private static final Duration LOOK = Duration.ofMillis(200);

  private final Path folder;
  private final Path data;
  private final Path log;
  private final MockEnvironment environment = new MockEnvironment();
  private final ServerProcess server;
  private final Administrator administrator = new Administrator(environment);
  private final GatedDism dism;
  private final CleanState state;
  private final SampleSite samples;
  private final Map<Order, RunRecord> undisturbed = new HashMap<>();
  private SmallDisk disk;
  private String image;
  private String originalHash;

  private Site() {
    try {
      this.folder = Files.createTempDirectory("drydock-faults");
      this.data = Files.createDirectories(folder.resolve("data"));
      this.dism = GatedDism.of(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.log = folder.resolve("server.log");
    this.server = new ServerProcess(data, log);
    this.state = new CleanState(data, administrator);
    this.samples = new SampleSite(administrator, data);
  }

  /** A running server with an image and the sample updates. */
  static Site open() {
    return new Site().set();
  }

  /** The same, with the whole data folder on a disk of this size. */
  static Site onSmallDisk(long size) {
    Site site = new Site();
    site.disk = SmallDisk.over(site.data, size);
    return site.set();
  }

  private Site set() {
    try {
      start();
      image = samples.importsOneIndex();
      originalHash = Programs.sha256(administrator.wim(image, 1).file());
      Packages.cabinet(
          data.resolve("inbox").resolve(OF_UNKNOWN_PLACE + ".cab"),
          Packages.manifestWith(
              "Package_for_" + OF_UNKNOWN_PLACE + "~" + Packages.TOKEN + "~amd64~~10.0.1.1",
              "identifier=\"" + OF_UNKNOWN_PLACE + "\" releaseType=\"Update\"",
              ""));
      samples.updates(SampleUpdate.SERVICING_STACK);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
    return this;
  }

  void start() {
    environment.setProperty("local.server.port", Integer.toString(server.start()));
  }

  void kill() {
    server.kill();
  }

  /** Ends the server as a service manager does. */
  void stop() {
    server.stop();
  }

  /** Where the server is, also after it was started again. */
  int port() {
    return environment.getRequiredProperty("local.server.port", Integer.class);
  }

  /** Servicing with every option on, from the original image. */
  Order everything() {
    return something().removingSuperseded();
  }

  /** Servicing with an update that applies and one that does not, and distribution. */
  Order something() {
    return original(SampleUpdate.SERVICING_STACK, SampleUpdate.FOR_ARM64).distributing();
  }

  /** The same, with an update about which DISM has to be asked. */
  Order somethingOfUnknownPlace() {
    return original(OF_UNKNOWN_PLACE, SampleUpdate.FOR_ARM64).distributing();
  }

  /** Servicing with an update that does not apply. */
  Order nothing() {
    return original(SampleUpdate.FOR_ARM64);
  }

  private Order original(String... updates) {
    return Order.of(image, samples.updates(updates)).with("base", "original");
  }

  /**
   * Starts a run of the image as it was imported: what runs before it applied is not applied again.
   */
  long services(Order order) {
    administrator.post("/api/v1/images/" + image + "/rollback", Map.of("version", 1)).ok();
    return administrator.services(order);
  }

  /** What a run of this order does when nobody disturbs it. */
  RunRecord undisturbed(Order order) {
    return undisturbed.computeIfAbsent(
        order,
        wanted -> {
          long run = services(wanted);
          awaitEnd(run);
          state.nothingIsLeft();
          return RunRecord.of(this, run);
        });
  }

  JsonNode awaitEnd(long run) {
    return Awaitility.await("the end of run " + run)
        .atMost(LONGEST_RUN)
        .pollInterval(LOOK)
        .ignoreExceptionsMatching(failure -> true) // of a server that finds its database closed
        .until(() -> administrator.run(run), details -> details.hasNonNull("endedAt"));
  }

  /** What the whole data folder is on; null where it is on no disk of its own. */
  SmallDisk disk() {
    return disk;
  }

  Administrator administrator() {
    return administrator;
  }

  GatedDism dism() {
    return dism;
  }

  CleanState state() {
    return state;
  }

  Path data() {
    return data;
  }

  Path serverLog() {
    return log;
  }

  /** A folder for a disk beside the data folder. */
  Path drive() {
    return folder.resolve("drive");
  }

  JsonNode image() {
    return administrator.image(image);
  }

  /** What the import made of the image's file; no run may change it. */
  String originalHash() {
    return originalHash;
  }

  String imageId() {
    return image;
  }

  void useDrive(String drive) {
    administrator.put("/api/v1/settings/servicing-drive", Map.of("drive", drive)).ok();
  }

  JsonNode cancel(long run) {
    return administrator.post("/api/v1/runs/" + run + "/cancel", Map.of()).body();
  }

  @Override
  public void close() {
    server.kill();
    endWhatIsLeft();
    if (disk != null) {
      disk.close();
    }
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void endWhatIsLeft() {
    List<ProcessHandle> left = state.processes();
    left.forEach(ProcessHandle::destroyForcibly);
    left.forEach(process -> process.onExit().join());
  }
}
