package dev.dml.file.stata;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/** What stands after the data of a file of Stata: long texts and value labels. */
final class StataTexts {

  private StataTexts() {}

  /**
   * The key of a long text in a row: the number of its variable in the high bits and that of its
   * observation in the low 40; 0 for an empty text. It takes 4 and 4 bytes in format 117, 2 and 6
   * in 118 and 120, 3 and 5 in 119 and 121.
   */
  static long key(ByteBuffer row, int release) {
    int low = release == 117 ? 4 : StataLayout.hasManyVariables(release) ? 3 : 2;
    byte[] bytes = new byte[8];
    row.get(bytes);
    boolean little = row.order() == ByteOrder.LITTLE_ENDIAN;
    return key(number(bytes, 0, low, little), number(bytes, low, 8, little));
  }

  private static long key(long variable, long observation) {
    return (variable << 40) | observation;
  }

  private static long number(byte[] bytes, int from, int to, boolean little) {
    long number = 0;
    for (int i = 0; i < to - from; i++) {
      number = (number << 8) | Byte.toUnsignedLong(bytes[little ? to - 1 - i : from + i]);
    }
    return number;
  }

  /** The long texts by their keys. */
  static Map<Long, String> longTexts(StataInput in, int release) throws IOException {
    Map<Long, String> texts = new HashMap<>();
    in.expect("<strls>");
    while (in.is("GSO", "</strls>")) {
      long variable = in.u32();
      long observation = release == 117 ? in.u32() : in.u64();
      in.u8(); // 129 for bytes, 130 for characters and a zero
      byte[] bytes = in.bytes(in.u32()).array();
      texts.put(key(variable, observation), in.text(bytes, 0, bytes.length));
    }
    return texts;
  }

  /** The value labels by their names, in a file with tags. */
  static Map<String, Map<Integer, String>> tagged(StataInput in, int release) throws IOException {
    Map<String, Map<Integer, String>> labels = new HashMap<>();
    in.expect("<value_labels>");
    while (in.is("<lbl>", "</value_labels>")) {
      table(in, release >= 118 ? 129 : 33, labels);
      in.expect("</lbl>");
    }
    return labels;
  }

  /** The same in a file without tags, where they go to its end. */
  static Map<String, Map<Integer, String>> untagged(StataInput in) throws IOException {
    Map<String, Map<Integer, String>> labels = new HashMap<>();
    while (!in.ended()) {
      table(in, 33, labels);
    }
    return labels;
  }

  private static void table(StataInput in, int width, Map<String, Map<Integer, String>> labels)
      throws IOException {
    long length = in.u32();
    String name = in.text(width);
    in.skip(3);
    ByteBuffer table = in.bytes(length);
    int count = length < 8 ? -1 : table.getInt();
    int characters = length < 8 ? -1 : table.getInt();
    if (count < 0 || characters < 0 || 8L + 8L * count + characters != length) {
      throw new StataDamage("the value labels " + name + " do not have the length that they say");
    }
    Map<Integer, String> texts = new HashMap<>();
    int first = 8 + 8 * count;
    for (int i = 0; i < count; i++) {
      int offset = table.getInt(8 + 4 * i);
      if (offset < 0 || offset >= characters) {
        throw new StataDamage("a text of the value labels " + name + " lies beyond them");
      }
      texts.put(
          table.getInt(8 + 4 * count + 4 * i), in.text(table, first + offset, characters - offset));
    }
    labels.put(name, texts);
  }
}
