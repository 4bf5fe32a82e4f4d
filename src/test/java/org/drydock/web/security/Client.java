package org.drydock.web.security;

import java.io.IOException;
import java.net.CookieManager;
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

/** Sends requests as somebody, and shows what came back. */
final class Client {

  private final String address;
  private final List<String> headers = new ArrayList<>();
  private final HttpClient http =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  private Client(int port) {
    this.address = "http://localhost:" + port;
  }

  static Client anonymous(int port) {
    return new Client(port);
  }

  static Client basic(int port, String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new Client(port)
        .with("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  static Client token(int port, String token) {
    return new Client(port).with("Authorization", "Bearer " + token);
  }

  /** A browser in which somebody has logged in with the form. */
  static Client session(int port, String user, String password) {
    Client client = new Client(port);
    HttpResponse<String> answer = client.login(user, password);
    if (answer.headers().firstValue("Location").orElse("").contains("error")) {
      throw new AssertionError("The login of " + user + " was refused");
    }
    return client;
  }

  Client with(String header, String value) {
    headers.add(header);
    headers.add(value);
    return this;
  }

  HttpResponse<String> get(String path) {
    return send("GET", path, null, "application/json");
  }

  HttpResponse<String> post(String path, String json) {
    return send("POST", path, json, "application/json");
  }

  HttpResponse<String> put(String path, String json) {
    return send("PUT", path, json, "application/json");
  }

  HttpResponse<String> delete(String path) {
    return send("DELETE", path, null, "application/json");
  }

  HttpResponse<String> login(String user, String password) {
    return login(user, password, "");
  }

  /** Signs in with the form, with a field more. */
  HttpResponse<String> login(String user, String password, String field) {
    String form =
        "username="
            + URLEncoder.encode(user, StandardCharsets.UTF_8)
            + "&password="
            + URLEncoder.encode(password, StandardCharsets.UTF_8)
            + field;
    return send("POST", "/login", form, "application/x-www-form-urlencoded");
  }

  /** The file in a multipart form, as the engine's deployment wants it. */
  HttpResponse<String> upload(String path, String fileName, String content) {
    String boundary = "drydock-test-boundary";
    String body =
        """
        --%1$s\r
        Content-Disposition: form-data; name="deployment-name"\r
        \r
        test\r
        --%1$s\r
        Content-Disposition: form-data; name="data"; filename="%2$s"\r
        Content-Type: application/octet-stream\r
        \r
        %3$s\r
        --%1$s--\r
        """
            .formatted(boundary, fileName, content);
    return send("POST", path, body, "multipart/form-data; boundary=" + boundary);
  }

  private HttpResponse<String> send(String method, String path, String body, String type) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", type);
    }
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
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
