package org.drydock.notification;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drydock.notification.NotificationTarget.Kind;
import org.springframework.stereotype.Service;

/** The targets of notifications: creates, lists, changes and deletes them. */
@Service
public class NotificationTargets {

  /** As long as the columns that keep them. */
  private static final int LONGEST_NAME = 200;

  private static final int LONGEST_ADDRESS = 2000;
  private static final int LONGEST_SECRET = 500;

  private final NotificationTargetTable table;
  private final Mail mail;
  private final Clock clock;

  NotificationTargets(NotificationTargetTable table, Mail mail, Clock clock) {
    this.table = table;
    this.mail = mail;
    this.clock = clock;
  }

  /**
   * @throws InvalidTargetException when the request is wrong
   * @throws MailNotConfiguredException when no mail server is configured
   */
  public NotificationTarget create(TargetRequest request) {
    return table.save(read(request, null));
  }

  public List<NotificationTarget> all() {
    return table.findAll();
  }

  public Optional<NotificationTarget> find(long id) {
    return table.findById(id);
  }

  /**
   * @throws TargetNotFoundException when there is none
   */
  public NotificationTarget require(long id) {
    return find(id).orElseThrow(() -> new TargetNotFoundException(id));
  }

  /** Replaces what a target says; its secret stays, unless another one is given. */
  public NotificationTarget replace(long id, TargetRequest request) {
    return table.save(read(request, require(id)));
  }

  public void delete(long id) {
    table.deleteById(require(id).id());
  }

  private NotificationTarget read(TargetRequest request, NotificationTarget old) {
    if (isBlank(request.url()) == isBlank(request.to())) {
      throw new InvalidTargetException(
          "A target has either a url, for a webhook, or to, for e-mail. Give one of them.");
    }
    Kind kind = isBlank(request.to()) ? Kind.WEBHOOK : Kind.EMAIL;
    String address = kind == Kind.WEBHOOK ? url(request.url()) : addresses(request.to());
    if (kind == Kind.EMAIL && !isBlank(request.secret())) {
      throw new InvalidTargetException("E-mail is not signed. Give a secret to webhooks only.");
    }
    return new NotificationTarget(
        old == null ? null : old.id(),
        name(request.name(), kind, address),
        kind,
        bounded("The address", address, LONGEST_ADDRESS),
        secret(request.secret(), kind, old),
        events(request.events()),
        old == null ? clock.instant().truncatedTo(ChronoUnit.MILLIS) : old.createdAt());
  }

  private static String url(String text) {
    try {
      URI url = new URI(text.strip());
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      if ((scheme.equals("http") || scheme.equals("https"))
          && url.getHost() != null
          && url.getUserInfo() == null) {
        return url.toString();
      }
    } catch (URISyntaxException e) {
      // said below
    }
    throw new InvalidTargetException(
        "\"" + text + "\" is no address of a webhook. Give a URL with http or https and a host.");
  }

  private String addresses(String text) {
    try {
      InternetAddress[] addresses = InternetAddress.parse(text, true);
      boolean named =
          addresses.length > 0
              && Arrays.stream(addresses).allMatch(one -> one.getAddress().contains("@"));
      if (named) {
        mail.requireServer();
        return Arrays.stream(addresses)
            .map(InternetAddress::getAddress)
            .collect(Collectors.joining(","));
      }
    } catch (AddressException e) {
      // said below
    }
    throw new InvalidTargetException(
        "\"" + text + "\" is no e-mail address. Give one or more such as ops@example.org.");
  }

  private static String name(String wanted, Kind kind, String address) {
    if (!isBlank(wanted)) {
      return bounded("The name", wanted.strip(), LONGEST_NAME);
    }
    String name = kind == Kind.WEBHOOK ? URI.create(address).getHost() : address;
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }

  private static String secret(String wanted, Kind kind, NotificationTarget old) {
    if (kind == Kind.EMAIL) {
      return null;
    }
    if (wanted == null) {
      return old == null ? null : old.secret();
    }
    return wanted.isEmpty() ? null : bounded("The secret", wanted, LONGEST_SECRET);
  }

  private static String events(List<String> wanted) {
    List<String> known =
        Stream.of(NotificationEvent.values())
            .filter(event -> event != NotificationEvent.TEST)
            .map(NotificationEvent::label)
            .toList();
    if (wanted == null) {
      return known.stream()
          .filter(event -> !event.equals(NotificationEvent.OCCURRENCE_SKIPPED.label()))
          .collect(Collectors.joining(","));
    }
    if (wanted.isEmpty() || !known.containsAll(wanted)) {
      throw new InvalidTargetException(
          "events is " + wanted + ". Give one or more of " + String.join(", ", known) + ".");
    }
    return wanted.stream().distinct().collect(Collectors.joining(","));
  }

  private static String bounded(String what, String text, int longest) {
    if (text.length() > longest) {
      throw new InvalidTargetException(
          what + " is longer than " + longest + " characters. Give a shorter one.");
    }
    return text;
  }

  private static boolean isBlank(String text) {
    return text == null || text.isBlank();
  }
}
