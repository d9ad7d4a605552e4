package dev.dml.wire.spec.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.data.InvalidInput;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A text in YAML as a tree.
 *
 * <p>An alias is what its anchor names. A plain {@code true}, {@code yes} or {@code on} is true,
 * {@code false}, {@code no} or {@code off} false, {@code null}, {@code ~} or nothing null, a
 * decimal number without needless zeros in front a number, and everything else a text. Where the
 * spec names columns, a word is the name as it is written, so that {@code no}, {@code 007} and
 * {@code 1e3} are columns.
 *
 * @param source what it is called in messages
 * @param text the whole text
 */
public record YamlText(String source, String text) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int DEEPEST = 50;
  private static final int MOST_ALIASES = 50;
  private static final int LONGEST = 3_000_000;

  private static final Set<String> COLUMNS =
      Set.of(
          "data.outcome", "data.treatment", "data.covariates", "data.instruments", "data.clusters");

  private static final Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
  private static final Pattern REAL =
      Pattern.compile("[-+]?(\\.[0-9]+|(0|[1-9][0-9]*)(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  /**
   * The tree; a missing node if there is nothing in the text.
   *
   * @param path what the tree is in a spec; empty for the whole
   * @throws InvalidInput if it is not YAML, has a key twice, or is more than one document
   */
  public JsonNode tree(String path) {
    try {
      Iterator<Node> documents = new Yaml(limits()).composeAll(new StringReader(text)).iterator();
      if (!documents.hasNext()) {
        return NODES.missingNode();
      }
      JsonNode tree = tree(documents.next(), path, 0);
      if (documents.hasNext()) {
        throw wrong(documents.next(), "a second document begins, but only one is read");
      }
      return tree;
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw new InvalidInput(place(line) + reason(e, line));
    } catch (YAMLException e) {
      throw new InvalidInput(place(0) + limit(e));
    }
  }

  private static LoaderOptions limits() {
    LoaderOptions limits = new LoaderOptions();
    limits.setMaxAliasesForCollections(MOST_ALIASES);
    limits.setNestingDepthLimit(DEEPEST);
    limits.setCodePointLimit(LONGEST);
    return limits;
  }

  /** Which limit a text is beyond, none of which has a place in it. */
  private static String limit(YAMLException e) {
    String problem = String.valueOf(e.getMessage());
    if (problem.contains("aliases")) {
      return "has more than "
          + MOST_ALIASES
          + " aliases of lists and mappings; write some of them"
          + " out";
    }
    if (problem.contains("Nesting")) {
      return "has lists and mappings that are nested more than " + DEEPEST + " times";
    }
    return problem.contains("code points")
        ? "has more than " + LONGEST + " letters; a spec has no data in it"
        : "cannot be read as YAML or JSON";
  }

  private JsonNode tree(Node node, String path, int depth) {
    if (depth > DEEPEST) {
      throw wrong(node, "is nested more than " + DEEPEST + " times, perhaps in itself");
    }
    return switch (node) {
      case MappingNode mapping -> object(mapping, path, depth);
      case SequenceNode sequence -> {
        ArrayNode array = NODES.arrayNode();
        sequence.getValue().forEach(item -> array.add(item(item, path, depth)));
        yield array;
      }
      case ScalarNode scalar ->
          COLUMNS.contains(path) && isPlain(scalar) ? column(scalar, path) : value(scalar);
      default -> throw wrong(node, "cannot be read as YAML or JSON");
    };
  }

  private JsonNode item(Node node, String path, int depth) {
    return COLUMNS.contains(path) && node instanceof ScalarNode scalar
        ? NODES.textNode(scalar.getValue())
        : tree(node, path + "[]", depth + 1);
  }

  private ObjectNode object(MappingNode mapping, String path, int depth) {
    ObjectNode object = NODES.objectNode();
    Map<String, Integer> lines = new HashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode scalar)) {
        throw wrong(entry.getKeyNode(), "a key must be a word, not a list or a mapping");
      }
      String key = scalar.getValue();
      Integer before = lines.putIfAbsent(key, line(scalar));
      if (before != null) {
        throw wrong(scalar, "the key " + key + " is there twice, first in line " + before);
      }
      String inner = path.isEmpty() ? key : path + "." + key;
      object.set(key, tree(entry.getValueNode(), inner, depth + 1));
    }
    return object;
  }

  private static boolean isPlain(ScalarNode scalar) {
    return scalar.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN;
  }

  private JsonNode column(ScalarNode scalar, String path) {
    String text = scalar.getValue();
    if (text.isEmpty() || text.equals("~")) {
      return NODES.nullNode();
    }
    boolean optional = !path.equals("data.outcome") && !path.equals("data.treatment");
    if (optional && text.equalsIgnoreCase("null")) {
      throw wrong(scalar, path + ": leave the key out, or quote it if a column is named " + text);
    }
    return NODES.textNode(text);
  }

  private static JsonNode value(ScalarNode scalar) {
    String text = scalar.getValue();
    return isPlain(scalar) ? plain(text) : NODES.textNode(text);
  }

  /** What a word means without quotes, where no column is named. */
  static JsonNode plain(String text) {
    if (WHOLE.matcher(text).matches()) {
      return whole(new BigInteger(text));
    }
    if (REAL.matcher(text).matches()) {
      return real(text);
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "", "~", "null" -> NODES.nullNode();
      case "true", "yes", "on" -> NODES.booleanNode(true);
      case "false", "no", "off" -> NODES.booleanNode(false);
      default -> NODES.textNode(text);
    };
  }

  private static JsonNode whole(BigInteger number) {
    if (number.bitLength() < Integer.SIZE) {
      return NODES.numberNode(number.intValue());
    }
    return number.bitLength() < Long.SIZE
        ? NODES.numberNode(number.longValue())
        : NODES.numberNode(number);
  }

  private static JsonNode real(String text) {
    double number = Double.parseDouble(text);
    return Double.isInfinite(number)
        ? NODES.numberNode(new BigDecimal(text))
        : NODES.numberNode(number);
  }

  private InvalidInput wrong(Node node, String sentence) {
    return new InvalidInput(place(line(node)) + sentence);
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  /** The line is left out where there is only one. */
  private String place(int line) {
    return source + (line > 0 && text.strip().contains("\n") ? ", line " + line : "") + ": ";
  }

  private String reason(MarkedYAMLException e, int line) {
    String problem = String.valueOf(e.getProblem());
    String context = String.valueOf(e.getContext());
    if (problem.contains("TAB") || indent(line).contains("\t")) {
      return "there is a tab where YAML allows blanks only";
    }
    if (problem.startsWith("mapping values are not allowed")) {
      return "there is a colon too many, or the line does not begin below its neighbours; quote a"
          + " value that holds a colon";
    }
    if (context.contains("flow")) {
      return "a bracket or brace is not closed, or a comma is missing";
    }
    if (context.contains("quoted scalar")) {
      return "a quote is not closed";
    }
    if (problem.contains("undefined alias")) {
      return problem.replace("found undefined alias", "no anchor is named");
    }
    if (problem.contains("cannot start any token")) {
      return "a value must be quoted that begins with " + problem.replaceAll("(?s).*?'(.).*", "$1");
    }
    return "is neither YAML nor JSON; look at the indentation and the colons there";
  }

  private String indent(int line) {
    return text.lines()
        .skip(Math.max(0, line - 1))
        .findFirst()
        .map(whole -> whole.substring(0, whole.length() - whole.stripLeading().length()))
        .orElse("");
  }
}
