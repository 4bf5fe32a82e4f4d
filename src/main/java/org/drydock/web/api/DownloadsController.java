package org.drydock.web.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drydock.update.CarriedFile;
import org.drydock.update.Download;
import org.drydock.update.PayloadFile;
import org.drydock.update.UpdateDownloads;
import org.drydock.web.audit.Audited;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Downloads into the content library over HTTP. */
@RestController
@RequestMapping("/api/v1/updates/downloads")
class DownloadsController {

  private static final String CSV = "text/csv";

  private final UpdateDownloads downloads;

  DownloadsController(UpdateDownloads downloads) {
    this.downloads = downloads;
  }

  /**
   * @param name what a person knows the files by; may be absent
   */
  record Wanted(String name, List<PayloadFile> files) {}

  /**
   * A download.
   *
   * @param bytes what has arrived
   * @param error why the last attempt failed
   * @param contentSha256 what the content library has it under, once it is complete
   */
  record View(
      long id,
      String fileName,
      String wantedFor,
      String state,
      long size,
      long bytes,
      String sha1,
      String sha256,
      String url,
      int attempts,
      String error,
      String contentSha256,
      String processInstanceId,
      Instant requested,
      Instant started,
      Instant ended) {

    static View of(Download download) {
      return new View(
          download.id(),
          download.fileName(),
          download.wantedFor(),
          download.state().label(),
          download.sizeBytes(),
          download.bytes(),
          download.sha1(),
          download.sha256(),
          download.url(),
          download.attempts(),
          download.error(),
          download.contentSha256(),
          download.processInstanceId(),
          download.requestedAt(),
          download.startedAt(),
          download.endedAt());
    }
  }

  @GetMapping
  List<View> all() {
    return downloads.all().stream().map(View::of).toList();
  }

  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Audited("Download update files")
  List<View> download(@RequestBody Wanted wanted) {
    if (wanted.files() == null) {
      throw new MissingFieldException(
          "files",
          "{\"name\": \"KB5990001\", \"files\": [{\"fileName\": \"a.cab\", \"size\": 1234,"
              + " \"sha1\": \"...\", \"url\": \"http://...\"}]}");
    }
    return downloads.request(wanted.files(), wanted.name()).stream().map(View::of).toList();
  }

  /** One address a line, as wget and curl want it; what has none is in the other forms only. */
  @GetMapping(path = "/carry-list", produces = MediaType.TEXT_PLAIN_VALUE)
  String addresses() {
    return downloads.toCarryIn().stream()
        .map(CarriedFile::url)
        .filter(Objects::nonNull)
        .map(url -> url + "\n")
        .collect(Collectors.joining());
  }

  @GetMapping(path = "/carry-list", params = "format=csv", produces = CSV)
  String table() {
    Stream<String> files =
        downloads.toCarryIn().stream()
            .map(
                file ->
                    Stream.of(
                            file.fileName(),
                            file.size(),
                            file.sha1(),
                            file.sha256(),
                            file.url(),
                            file.wantedFor())
                        .map(DownloadsController::cell)
                        .collect(Collectors.joining(",")));
    return Stream.concat(Stream.of("fileName,size,sha1,sha256,url,wantedFor"), files)
        .map(line -> line + "\r\n")
        .collect(Collectors.joining());
  }

  @GetMapping(
      path = "/carry-list",
      params = "format=json",
      produces = MediaType.APPLICATION_JSON_VALUE)
  List<CarriedFile> list() {
    return downloads.toCarryIn();
  }

  /** RFC 4180; nothing that a spreadsheet would take for a formula. */
  private static String cell(Object value) {
    String text = value == null ? "" : value.toString();
    String harmless = text.matches("(?s)[=+@-].*") ? "'" + text : text;
    return harmless.matches("(?s).*[\",\r\n].*")
        ? "\"" + harmless.replace("\"", "\"\"") + "\""
        : harmless;
  }
}
