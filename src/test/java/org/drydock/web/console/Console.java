package org.drydock.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drydock.TestSite;

/** The console without a browser: pages are read, and the forms on them sent. */
final class Console {

  private static final Pattern FORM = Pattern.compile("(?s)<form\\b([^>]*)>(.*?)</form>");
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\"");

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final String address;
  private final String credentials;

  private Console(int port, String user, String password) {
    this.address = "http://localhost:" + port;
    this.credentials =
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  static Console administrator(int port) {
    return of(port, "admin", TestSite.ADMIN_PASSWORD);
  }

  static Console of(int port, String user, String password) {
    return new Console(port, user, password);
  }

  /** A page that must be there. */
  String page(String path) {
    HttpResponse<String> answer = send(request(path, "text/html").GET());
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** What the REST interface says. */
  JsonNode rest(String path) {
    HttpResponse<String> answer = send(request("/api/v1" + path, "application/json").GET());
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
    try {
      return json.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Presses the button of a form that is on a page, which has to succeed.
   *
   * @param fields names and values in turn, beside those that are hidden in the form
   */
  HttpResponse<String> press(String page, String action, String... fields) {
    HttpResponse<String> answer = sends(page, action, fields);
    assertThat(answer.statusCode()).as("%s: %s", action, answer.body()).isLessThan(400);
    return answer;
  }

  /** Presses the button of a form that is on a page, and is refused; returns the page with why. */
  String refused(int status, String page, String action, String... fields) {
    HttpResponse<String> answer = sends(page, action, fields);
    assertThat(answer.statusCode()).as("%s: %s", action, answer.body()).isEqualTo(status);
    return answer.body();
  }

  /** Sends a form that need not be on any page. */
  HttpResponse<String> post(String action, String... fields) {
    return post(action, List.of(fields));
  }

  private HttpResponse<String> sends(String page, String action, String... fields) {
    List<String> all = new ArrayList<>(hiddenFields(page(page), action));
    all.addAll(List.of(fields));
    return post(action, all);
  }

  /** Where the buttons of a page send to that change something. */
  List<String> buttons(String page) {
    List<String> actions = new ArrayList<>();
    Matcher form = FORM.matcher(page(page));
    while (form.find()) {
      if (form.group(1).contains("method=\"post\"") && form.group(2).contains("<button")) {
        actions.add(form.group(1).replaceAll("(?s).*\\baction=\"([^\"]*)\".*", "$1"));
      }
    }
    return actions;
  }

  private static List<String> hiddenFields(String html, String action) {
    Matcher form = FORM.matcher(html);
    while (form.find()) {
      boolean sendsThere =
          form.group(1).contains(" action=\"" + action + "\"")
              || form.group(2).contains(" formaction=\"" + action + "\"");
      if (sendsThere && form.group(2).contains("<button")) {
        List<String> fields = new ArrayList<>();
        Matcher hidden = HIDDEN.matcher(form.group(2));
        while (hidden.find()) {
          fields.add(hidden.group(1));
          fields.add(hidden.group(2));
        }
        return fields;
      }
    }
    throw new AssertionError("The page has no button for " + action);
  }

  private HttpResponse<String> post(String action, List<String> fields) {
    StringBuilder body = new StringBuilder();
    for (int at = 0; at < fields.size(); at += 2) {
      body.append(body.length() == 0 ? "" : "&")
          .append(fields.get(at))
          .append('=')
          .append(URLEncoder.encode(fields.get(at + 1), StandardCharsets.UTF_8));
    }
    return send(
        request(action, "text/html")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  private HttpRequest.Builder request(String path, String accepted) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .header("Accept", accepted)
        .header("Authorization", "Basic " + credentials);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
