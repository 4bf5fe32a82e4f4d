package org.drydock.update;

import java.util.List;

/**
 * What decides where a revision of the catalogue belongs.
 *
 * @param installed when it counts as being there; null where nothing is said
 * @param installable when it can be added; null where nothing is said
 * @param packages the packages it adds, without the packages nested in them
 */
record Rules(Rule installed, Rule installable, List<PackageMetadata> packages) {

  static final Rules NONE = new Rules(null, null, List.of());
}
