package dev.dml.cli.manual;

import dev.dml.Version;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/**
 * The page of a command for {@code man}: what {@code -h} says, in roff.
 *
 * @param command the command
 */
record ManualPage(CommandLine command) {

  /** The name of the page, such as {@code dml-study-run}. */
  String name() {
    return command.getCommandSpec().qualifiedName("-");
  }

  String text() {
    Help help = command.getHelp();
    StringBuilder page = new StringBuilder();
    page.append(".TH \"")
        .append(name().toUpperCase(java.util.Locale.ROOT))
        .append("\" 1 \"\" \"dml ");
    page.append(escaped(Version.current().number())).append("\"\n");
    String summary = help.description().strip().replaceAll("\\s+", " ");
    section("NAME", escaped(name() + " - " + firstSentence(summary)) + "\n", page);
    section("SYNOPSIS", verbatim(help.synopsis(0)), page);
    section("DESCRIPTION", escaped(summary) + "\n", page);
    section("ARGUMENTS", verbatim(help.parameterList()), page);
    section("OPTIONS", verbatim(help.optionList()), page);
    section("COMMANDS", verbatim(help.commandList()), page);
    section(
        "EXAMPLES",
        verbatim(help.footer().replaceFirst("^\\s*Examples?:\\s*?(?=\\S|\\n)", "")),
        page);
    section("EXIT STATUS", verbatim(root().getHelp().exitCodeList()), page);
    section("SEE ALSO", escaped(others()) + "\n", page);
    return page.toString();
  }

  private CommandLine root() {
    return command.getCommandSpec().root().commandLine();
  }

  private String others() {
    CommandLine around = command.getParent() == null ? command : command.getParent();
    return around.getSubcommands().values().stream()
        .filter(each -> !each.getCommandSpec().usageMessage().hidden())
        .map(each -> new ManualPage(each).name() + "(1)")
        .distinct()
        .filter(other -> !other.equals(name() + "(1)"))
        .collect(Collectors.joining(", "));
  }

  private static String firstSentence(String text) {
    int end = text.indexOf(". ");
    return (end < 0 ? text : text.substring(0, end)).replaceFirst("\\.$", "");
  }

  private static void section(String title, String content, StringBuilder page) {
    if (!content.isBlank()) {
      page.append(".SH ").append(title).append('\n').append(content);
    }
  }

  /** Lines as they are: the help is laid out already. */
  private static String verbatim(String text) {
    List<String> lines = text.lines().dropWhile(String::isBlank).map(ManualPage::escaped).toList();
    return lines.isEmpty() ? "" : ".nf\n" + String.join("\n", lines) + "\n.fi\n";
  }

  /**
   * A backslash begins a command of roff, and so does a dot or an apostrophe that begins a line.
   */
  private static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-");
    return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
  }
}
