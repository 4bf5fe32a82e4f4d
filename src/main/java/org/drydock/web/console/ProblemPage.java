package org.drydock.web.console;

/**
 * What went wrong, in words.
 *
 * @param message what happened, to what
 * @param advice what to do
 */
record ProblemPage(int status, String title, String message, String advice) {

  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  /**
   * @param message null where nothing more is known
   */
  static ProblemPage of(int status, String message) {
    return switch (status) {
      case BAD_REQUEST ->
          page(
              status,
              "This cannot be done",
              message,
              "The request is wrong.",
              "Go back, mend it and try again.");
      case FORBIDDEN ->
          page(
              status,
              "You may not do this",
              null,
              "Only administrators may change something, and only from pages of this server.",
              "Ask an administrator, or sign in as one.");
      case NOT_FOUND ->
          page(
              status,
              "There is nothing here",
              message,
              "This address leads nowhere.",
              "It may have been removed. Look for it in its list.");
      case CONFLICT ->
          page(
              status,
              "This is not possible now",
              message,
              "The state of things does not allow it.",
              "Go back, look at how things stand, and try again.");
      default ->
          page(
              status,
              "The server failed",
              message,
              "Something went wrong that nobody expected.",
              "Its log says why. Try again; nothing was half done.");
    };
  }

  private static ProblemPage page(
      int status, String title, String message, String otherwise, String advice) {
    boolean told = message != null && !message.isBlank();
    return new ProblemPage(status, title, told ? message : otherwise, advice);
  }
}
