package org.drydock.notification;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/** Sends notifications by e-mail, as plain text. */
@Component
class Mail {

  private final ObjectProvider<JavaMailSender> server;
  private final NotificationProperties properties;

  Mail(ObjectProvider<JavaMailSender> server, NotificationProperties properties) {
    this.server = server;
    this.properties = properties;
  }

  /**
   * @throws MailNotConfiguredException when no mail server is configured
   */
  void requireServer() {
    if (server.getIfAvailable() == null) {
      throw new MailNotConfiguredException(
          "No mail server is configured. Start the server with spring.mail.host, and"
              + " drydock.notifications.from for the sender.");
    }
  }

  /**
   * @param to addresses separated by commas
   * @throws SendingFailedException when the mail server does not take it
   */
  void send(String to, Delivery delivery) throws SendingFailedException {
    JavaMailSender sender = server.getIfAvailable();
    if (sender == null) {
      throw new SendingFailedException("No mail server is configured (spring.mail.host).");
    }
    SimpleMailMessage message = new SimpleMailMessage();
    message.setFrom(properties.from());
    message.setTo(to.split(","));
    message.setSubject("[Drydock] " + delivery.subject());
    message.setText(delivery.text());
    try {
      sender.send(message);
    } catch (MailException e) {
      throw new SendingFailedException(
          "The mail server did not take it: " + e.getMostSpecificCause().getMessage(), e);
    }
  }
}
