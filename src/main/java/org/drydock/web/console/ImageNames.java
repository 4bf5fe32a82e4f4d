package org.drydock.web.console;

import java.util.Map;
import java.util.stream.Collectors;
import org.drydock.image.ImageLibrary;
import org.drydock.image.OsImage;
import org.springframework.stereotype.Component;

/** Links to images by their names, for pages that know only their ids. */
@Component
class ImageNames {

  private final ImageLibrary images;

  ImageNames(ImageLibrary images) {
    this.images = images;
  }

  /** The links by id, asked for once for a page. */
  Names all() {
    return new Names(
        images.all().stream().collect(Collectors.toMap(OsImage::id, OsImage::name, (a, b) -> a)));
  }

  /** Names by id. */
  record Names(Map<String, String> names) {

    Link link(String id) {
      return new Link(names.getOrDefault(id, id), "/images/" + id);
    }
  }
}
