package org.wimdism.sample;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.wimdism.cbs.Digests;

/**
 * Writes catalogues in the form of Windows' own (PKCS#7 around a trust list), without signature.
 */
final class Catalogue {

  private static final byte[] SIGNED_DATA = oid("2a864886f70d010702");
  private static final byte[] TRUST_LIST = oid("2b060104018237" + "0a01");
  private static final byte[] CATALOGUE_LIST = oid("2b060104018237" + "0c0101");
  private static final byte[] MEMBER = oid("2b060104018237" + "0c0103");
  private static final byte[] INDIRECT_DATA = oid("2b060104018237" + "020104");
  private static final byte[] SHA256 = oid("608648016503040201");

  private Catalogue() {}

  /** A catalogue that names the file by its SHA-256. */
  static byte[] naming(byte[] file) {
    byte[] digest = Digests.of("SHA-256", file);
    byte[] tag =
        HexFormat.of().withUpperCase().formatHex(digest).getBytes(StandardCharsets.UTF_16LE);
    byte[] algorithm = sequence(SHA256, tlv(0x05));
    byte[] info = sequence(algorithm, tlv(0x04, digest));
    byte[] attribute = sequence(INDIRECT_DATA, tlv(0x31, sequence(sequence(INDIRECT_DATA), info)));
    byte[] subject = sequence(tlv(0x04, tag), tlv(0x31, attribute));
    byte[] list =
        sequence(
            sequence(CATALOGUE_LIST),
            tlv(0x04, Digests.of("SHA-1", file)),
            tlv(0x17, "241001080000Z".getBytes(StandardCharsets.US_ASCII)),
            sequence(MEMBER, tlv(0x05)),
            sequence(subject));
    byte[] content = sequence(TRUST_LIST, tlv(0xa0, list));
    byte[] signed = sequence(tlv(0x02, new byte[] {1}), tlv(0x31, algorithm), content, tlv(0x31));
    return sequence(SIGNED_DATA, tlv(0xa0, signed));
  }

  private static byte[] oid(String hex) {
    return tlv(0x06, HexFormat.of().parseHex(hex));
  }

  private static byte[] sequence(byte[]... parts) {
    return tlv(0x30, parts);
  }

  /** Tag, length, value; lengths above 127 take a byte that counts the length's bytes. */
  private static byte[] tlv(int tag, byte[]... parts) {
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      value.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = value.size();
    if (length > 0xffff) {
      throw new IllegalArgumentException("too long for this writer: " + length);
    } else if (length > 0xff) {
      out.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length});
    } else if (length > 0x7f) {
      out.writeBytes(new byte[] {(byte) 0x81, (byte) length});
    } else {
      out.write(length);
    }
    out.writeBytes(value.toByteArray());
    return out.toByteArray();
  }
}
