package org.drydock.notification;

import org.drydock.site.Conflict;

/** E-mail is wanted, but no mail server is known. */
public class MailNotConfiguredException extends Conflict {

  MailNotConfiguredException(String message) {
    super(message);
  }
}
