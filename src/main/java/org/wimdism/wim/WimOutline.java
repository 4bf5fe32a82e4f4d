package org.wimdism.wim;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What header, table of resources and XML of a WIM say, and its small files: read without libwim,
 * whose start and whose reading of a directory tree take longer than most commands need otherwise.
 *
 * <p>Only for WIMs in their ordinary form. Whatever else a WIM may be, there is nothing here, and
 * libwim is asked.
 */
final class WimOutline {

  /** Larger ones, libwim unpacks faster. */
  static final int LARGEST_FILE = 1 << 20;

  private static final byte[] MAGIC = "MSWIM\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final int HEADER_SIZE = 208;
  private static final int HEADER_SIZE_AT = 8;
  private static final int FLAGS_AT = 16;
  private static final int CHUNK_SIZE_AT = 20;
  private static final int GUID_AT = 24;
  private static final int GUID_LENGTH = 16;
  private static final int PARTS_AT = 42;
  private static final int IMAGE_COUNT_AT = 44;
  private static final int TABLE_AT = 48;
  private static final int XML_AT = 72;
  private static final int IS_LZX = 0x40000;

  /** An entry of the table: size in 56 bits, flags in 8, offset, full size, two numbers, SHA-1. */
  private static final int ENTRY_SIZE = 50;

  private static final int SHA1_AT = 30;
  private static final int SHA1_LENGTH = 20;
  private static final int IS_METADATA = 0x02;
  private static final int IS_COMPRESSED = 0x04;

  /** Spanned or solid. */
  private static final int IS_UNUSUAL = 0x18;

  private static final int FREE = -1;
  private static final int LARGEST_TABLE = 1 << 28;

  private final Path file;
  private final ByteBuffer header;
  private final ByteBuffer table;
  private final String xml;
  private Map<String, String> properties;
  private int[] slots;

  private WimOutline(Path file, ByteBuffer header, ByteBuffer table, String xml) {
    this.file = file;
    this.header = header;
    this.table = table;
    this.xml = xml;
  }

  /** Where a resource lies. */
  private record Place(int flags, long size, long offset, long fullSize) {

    static Place at(ByteBuffer bytes, int position) {
      long sizeAndFlags = bytes.getLong(position);
      return new Place(
          (int) (sizeAndFlags >>> 56),
          sizeAndFlags & (-1L >>> Byte.SIZE),
          bytes.getLong(position + Long.BYTES),
          bytes.getLong(position + 2 * Long.BYTES));
    }

    boolean isPlain() {
      return (flags & (IS_COMPRESSED | IS_UNUSUAL)) == 0 && size >= 0 && size <= LARGEST_TABLE;
    }
  }

  /** Nothing for a file that is not a WIM in its ordinary form, or cannot be read. */
  static Optional<WimOutline> read(Path wim) {
    try (FileChannel channel = FileChannel.open(wim)) {
      ByteBuffer header = bytes(channel, 0, HEADER_SIZE);
      Place table = Place.at(header, TABLE_AT);
      Place xml = Place.at(header, XML_AT);
      if (!Arrays.equals(header.array(), 0, MAGIC.length, MAGIC, 0, MAGIC.length)
          || header.getInt(HEADER_SIZE_AT) != HEADER_SIZE
          || header.getShort(PARTS_AT) != 1
          || !table.isPlain()
          || table.size() % ENTRY_SIZE != 0
          || !xml.isPlain()) {
        return Optional.empty();
      }
      String text =
          StandardCharsets.UTF_16LE
              .decode(bytes(channel, xml.offset(), (int) xml.size()))
              .toString();
      return Optional.of(
          new WimOutline(
              wim,
              header,
              bytes(channel, table.offset(), (int) table.size()),
              text.startsWith("\uFEFF") ? text.substring(1) : text));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** As {@link WimHeader#guid}. */
  String guid() {
    return HexFormat.of().formatHex(header.array(), GUID_AT, GUID_AT + GUID_LENGTH);
  }

  int imageCount() {
    return header.getInt(IMAGE_COUNT_AT);
  }

  /** The SHA-1 of the resource that holds an image's directory tree. */
  Optional<String> metadata(int image) {
    int left = image;
    for (int at = 0; at < table.limit(); at += ENTRY_SIZE) {
      if ((table.get(at + 7) & IS_METADATA) != 0 && --left == 0) {
        byte[] bytes = new byte[SHA1_LENGTH];
        table.get(at + SHA1_AT, bytes);
        return Optional.of(HexFormat.of().formatHex(bytes));
      }
    }
    return Optional.empty();
  }

  /**
   * A text of an image's XML, such as {@code WINDOWS/VERSION/BUILD}; nothing where there is none.
   *
   * @throws XMLStreamException when the XML is not well-formed
   */
  Optional<String> property(int image, String name) throws XMLStreamException {
    if (properties == null) {
      properties = properties(xml);
    }
    return Optional.ofNullable(properties.get(image + "/" + name));
  }

  /** All texts of the images' elements, by the image's number and the path below it. */
  private static Map<String, String> properties(String xml) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
    Map<String, String> properties = new HashMap<>();
    Deque<String> open = new ArrayDeque<>();
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          String index = open.size() == 1 ? reader.getAttributeValue(null, "INDEX") : null;
          String name = index == null ? reader.getLocalName() : index;
          open.addLast(open.size() < 2 ? name : open.getLast() + "/" + name);
        }
        case XMLStreamConstants.CHARACTERS ->
            properties.putIfAbsent(open.getLast(), reader.getText());
        case XMLStreamConstants.END_ELEMENT -> open.removeLast();
        default -> {}
      }
    }
    return properties;
  }

  /** The content that has this SHA-1; nothing where libwim has to be asked for it. */
  Optional<byte[]> content(String sha1) {
    if (slots == null) {
      slots = slots(table);
    }
    byte[] wanted = HexFormat.of().parseHex(sha1);
    int slot = ByteBuffer.wrap(wanted).order(ByteOrder.LITTLE_ENDIAN).getInt();
    for (; slots[slot & slots.length - 1] != FREE; slot++) {
      int at = slots[slot & slots.length - 1];
      if (isAt(at + SHA1_AT, wanted)) {
        return content(Place.at(table, at))
            .filter(bytes -> Arrays.equals(Digest.sha1(bytes), wanted));
      }
    }
    return Optional.empty();
  }

  /** Where the entries of the table are, each at or behind the slot that its SHA-1 names. */
  private static int[] slots(ByteBuffer table) {
    int[] slots = new int[Integer.highestOneBit(table.limit() / ENTRY_SIZE + 1) << 2];
    Arrays.fill(slots, FREE);
    for (int at = 0; at < table.limit(); at += ENTRY_SIZE) {
      int slot = table.getInt(at + SHA1_AT);
      while (slots[slot & slots.length - 1] != FREE) {
        slot++;
      }
      slots[slot & slots.length - 1] = at;
    }
    return slots;
  }

  private boolean isAt(int position, byte[] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      if (table.get(position + i) != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private Optional<byte[]> content(Place place) {
    boolean compressed = (place.flags() & IS_COMPRESSED) != 0;
    if ((place.flags() & IS_UNUSUAL) != 0
        || place.fullSize() > LARGEST_FILE
        || place.size() > LARGEST_FILE
        || (compressed && !isOrdinaryLzx())) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer stored = bytes(channel, place.offset(), (int) place.size());
      return Optional.of(compressed ? unpacked(stored, (int) place.fullSize()) : stored.array());
    } catch (IOException | IndexOutOfBoundsException e) {
      return Optional.empty(); // libwim tells what is wrong
    }
  }

  private boolean isOrdinaryLzx() {
    return (header.getInt(FLAGS_AT) & IS_LZX) != 0 && header.getInt(CHUNK_SIZE_AT) == Lzx.CHUNK;
  }

  /** A compressed resource: where its chunks begin, but for the first, and the chunks. */
  private static byte[] unpacked(ByteBuffer stored, int size) {
    byte[] content = new byte[size];
    int chunks = (size + Lzx.CHUNK - 1) / Lzx.CHUNK;
    int first = Integer.BYTES * (chunks - 1);
    for (int i = 0; i < chunks; i++) {
      int start = first + (i == 0 ? 0 : stored.getInt(Integer.BYTES * (i - 1)));
      int end = i == chunks - 1 ? stored.limit() : first + stored.getInt(Integer.BYTES * i);
      int at = i * Lzx.CHUNK;
      int length = Math.min(Lzx.CHUNK, size - at);
      if (end - start == length) {
        System.arraycopy(stored.array(), start, content, at, length);
      } else {
        new Lzx(stored.array(), start, end).unpack(content, at, length);
      }
    }
    return content;
  }

  private static ByteBuffer bytes(FileChannel channel, long at, int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, at + bytes.position()) < 0) {
        throw new IOException("the file is shorter than its header says");
      }
    }
    return bytes.flip();
  }
}
