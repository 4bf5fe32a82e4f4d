package org.drydock.update;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The updates that files belong to, and for what files were fetched: neither needs the file. */
@Component
class CatalogueReferences implements ContentReferences {

  private final UpdateRecords updates;
  private final DownloadTable downloads;

  CatalogueReferences(UpdateRecords updates, DownloadTable downloads) {
    this.updates = updates;
    this.downloads = downloads;
  }

  @Override
  public List<ContentReference> references() {
    Stream<ContentReference> ofUpdates =
        updates.all().stream()
            .filter(update -> update.binary() != null)
            .map(
                update ->
                    new ContentReference(
                        update.binary().sha256(),
                        "update " + update.label() + " (" + update.title() + ")",
                        false));
    Stream<ContentReference> ofDownloads =
        downloads.findAllByOrderByIdDesc().stream()
            .filter(download -> download.contentSha256() != null)
            .map(
                download ->
                    new ContentReference(
                        download.contentSha256(),
                        "download "
                            + download.id()
                            + (download.wantedFor() == null
                                ? ""
                                : ", wanted for " + download.wantedFor()),
                        false));
    return Stream.concat(ofUpdates, ofDownloads).toList();
  }
}
