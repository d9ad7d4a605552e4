package dev.dml.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.data.InvalidInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * JSON between programs: strict, small in depth, and sealed where a changed byte must be noticed.
 */
public final class Json {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(20)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  public static String text(JsonNode tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain nodes can always be written", e);
    }
  }

  /** An object as maps, lists, texts, numbers and truth values. */
  public static Map<String, Object> plain(ObjectNode tree) {
    return MAPPER.convertValue(tree, new TypeReference<LinkedHashMap<String, Object>>() {});
  }

  /** A plain value: a number, a text or a truth value. */
  public static JsonNode node(Object value) {
    return switch (value) {
      case Integer number -> JsonNodeFactory.instance.numberNode(number);
      case Long number -> JsonNodeFactory.instance.numberNode(number);
      case Double number -> JsonNodeFactory.instance.numberNode(number);
      case Boolean flag -> JsonNodeFactory.instance.booleanNode(flag);
      default -> JsonNodeFactory.instance.textNode(value.toString());
    };
  }

  /** The tree of what {@link #plain} makes. */
  public static ObjectNode tree(Map<String, Object> plain) {
    return MAPPER.valueToTree(plain);
  }

  public static byte[] bytes(JsonNode tree) {
    return text(tree).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a tree.
   *
   * @throws InvalidInput if it is not JSON
   */
  public static JsonNode tree(byte[] bytes) {
    try {
      JsonNode tree = MAPPER.readTree(bytes);
      return tree.isMissingNode() ? JsonNodeFactory.instance.nullNode() : tree;
    } catch (IOException e) {
      throw new InvalidInput(
          "it is not JSON: "
              + (e instanceof JsonProcessingException json
                  ? json.getOriginalMessage()
                  : e.getMessage()));
    }
  }

  /** A tree with its digest, as bytes. */
  public static byte[] sealed(ObjectNode content) {
    ObjectNode sealed = JsonNodeFactory.instance.objectNode();
    sealed.put("sha256", Digests.of(text(content)));
    sealed.set("content", content);
    return bytes(sealed);
  }

  /**
   * The tree that was sealed.
   *
   * @throws InvalidInput if anything was changed since
   */
  public static JsonNode unsealed(byte[] bytes) {
    JsonNode sealed = tree(bytes);
    JsonNode content = sealed.path("content");
    if (!content.isObject() || !Digests.of(text(content)).equals(sealed.path("sha256").asText())) {
      throw new InvalidInput("it was changed on its way: its digest is not that of its content");
    }
    return content;
  }
}
