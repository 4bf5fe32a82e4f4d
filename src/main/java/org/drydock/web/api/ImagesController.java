package org.drydock.web.api;

import java.net.URI;
import java.util.List;
import org.drydock.image.ImageKind;
import org.drydock.image.ImageLibrary;
import org.drydock.image.ImageVersion;
import org.drydock.image.OsImage;
import org.drydock.schedule.ScheduledUpdates;
import org.drydock.web.audit.Audited;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The image library over HTTP. */
@RestController
@RequestMapping("/api/v1/images")
class ImagesController {

  private final ImageLibrary images;
  private final ScheduledUpdates scheduledUpdates;

  ImagesController(ImageLibrary images, ScheduledUpdates scheduledUpdates) {
    this.images = images;
    this.scheduledUpdates = scheduledUpdates;
  }

  /**
   * @param kind "image" or "upgrade-package"
   * @param path of the WIM or of the installation source folder, on the server
   */
  record ImportRequest(String name, String kind, String path) {}

  record RollbackRequest(Integer version) {}

  @PostMapping
  @Audited("Import image")
  ResponseEntity<ImageDetails> startImport(@RequestBody ImportRequest request) {
    String id =
        images.startImport(request.name(), ImageKind.ofWord(request.kind()), request.path());
    return ResponseEntity.accepted().location(URI.create("/api/v1/images/" + id)).body(image(id));
  }

  @GetMapping
  List<ImageDetails> all() {
    return images.all().stream().map(this::details).toList();
  }

  @GetMapping("/{id}")
  ImageDetails image(@PathVariable String id) {
    return details(images.require(id));
  }

  /** What is in the current version, per index. */
  @GetMapping("/{id}/installed-updates")
  List<InstalledUpdates> installedUpdates(@PathVariable String id) {
    int version = images.requireReady(id).currentVersion();
    return InstalledUpdates.of(images.indexes(id, version), images.installedPackages(id, version));
  }

  @PostMapping("/{id}/rollback")
  @Audited("Roll back image")
  ImageDetails rollback(@PathVariable String id, @RequestBody RollbackRequest request) {
    if (request.version() == null) {
      throw new MissingFieldException("version", "{\"version\": 1}");
    }
    images.rollback(id, request.version());
    return image(id);
  }

  /** The WIM of a version, whole or in parts. */
  @GetMapping("/{id}/versions/{version}/file")
  ResponseEntity<Resource> file(@PathVariable String id, @PathVariable int version) {
    ImageVersion published = images.version(id, version);
    FileSystemResource file = new FileSystemResource(images.file(published));
    if (!file.exists()) {
      throw new VersionFileMissingException(id, version);
    }
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .eTag(published.sha256())
        .lastModified(published.createdAt())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(id + "-" + version + ".wim")
                .build()
                .toString())
        .body(file);
  }

  private ImageDetails details(OsImage image) {
    return ImageDetails.of(image, images, scheduledUpdates.of(image.id()));
  }
}
