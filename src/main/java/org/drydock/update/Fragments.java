package org.drydock.update;

import java.util.List;

/** What the three fragments of a revision say. */
final class Fragments {

  private Fragments() {}

  /**
   * @param type Software, Category, Detectoid or Driver, or null
   * @param prerequisites update ids: one of each group must be there
   */
  record Core(String updateId, String type, List<List<String>> prerequisites, Rules rules) {}

  /**
   * @param kb "KB5990001", or null
   * @param severity such as Critical, or null
   * @param handler what installs it, such as Cbs or WindowsInstaller; null for bundles
   * @param files without URLs
   */
  record Extended(String kb, String severity, String handler, List<PayloadFile> files) {}

  record Localized(String title, String description) {}
}
