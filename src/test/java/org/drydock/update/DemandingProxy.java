package org.drydock.update;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real proxy for http and, by tunnels, https, that lets only one user ask. */
final class DemandingProxy implements AutoCloseable {

  private final ServerSocket socket;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final String credentials;

  DemandingProxy(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    credentials = "Basic " + Base64.getEncoder().encodeToString(both);
    try {
      socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.submit(this::accept);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /** What it was asked for and did: "CONNECT 200", "GET 407", in order. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private Void accept() throws IOException {
    while (true) {
      Socket client = socket.accept();
      threads.submit(() -> serve(client));
    }
  }

  private Void serve(Socket client) throws IOException {
    try (client) {
      String head = head(client.getInputStream());
      String method = head.substring(0, head.indexOf(' '));
      String target = head.split(" ")[1];
      if (!head.contains("\r\nProxy-Authorization: " + credentials + "\r\n")) {
        requests.add(method + " 407");
        answer(
            client,
            "HTTP/1.1 407 Proxy Authentication Required\r\n"
                + "Proxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n\r\n");
        return null;
      }
      requests.add(method + " 200");
      boolean tunnel = method.equals("CONNECT");
      URI address = URI.create(tunnel ? "https://" + target : target);
      try (Socket server = new Socket(address.getHost(), address.getPort())) {
        if (tunnel) {
          answer(client, "HTTP/1.1 200 Connection established\r\n\r\n");
        } else {
          String onward =
              head.replace(target, address.getRawPath())
                  .replaceFirst("(?m)^Proxy-Authorization: .*\r\n", "")
                  .replaceFirst("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
          answer(server, onward);
        }
        threads.submit(() -> client.getInputStream().transferTo(server.getOutputStream()));
        server.getInputStream().transferTo(client.getOutputStream());
      }
    }
    return null;
  }

  private static void answer(Socket to, String text) throws IOException {
    OutputStream out = to.getOutputStream();
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("The request ended early.");
      }
      head.write(next);
      text = head.toString(StandardCharsets.ISO_8859_1);
    }
    return text;
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
