package org.drydock.update;

import java.util.List;

/** Who has use for files of the content library; each room tells of its own. */
public interface ContentReferences {

  List<ContentReference> references();
}
