package dev.dml.cli;

import dev.dml.data.text.Spelling;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Why a command line cannot be understood, and what was perhaps meant.
 *
 * @param problem what the parser says
 */
record Refusal(ParameterException problem) {

  /** Keys of a spec that other programs have options for. */
  private static final Set<String> SPEC_KEYS =
      Set.of("model", "score", "folds", "repetitions", "seed", "aggregation", "confidence_level");

  /** In a line. */
  String sentence() {
    CommandSpec command = problem.getCommandLine().getCommandSpec();
    Set<String> commands = command.subcommands().keySet();
    String there = "there are: " + String.join(", ", commands);
    String explained = "'" + command.qualifiedName() + " -h' explains it";
    List<String> surplus = unmatched();
    if (!surplus.isEmpty()) {
      String first = surplus.getFirst();
      if (first.startsWith("-")) {
        return "there is no option "
            + first
            + meant(first, command.optionsMap().keySet())
            + ofSpec(command, first.replaceFirst("^-+", ""))
            + explained;
      }
      return commands.isEmpty()
          ? tooMany(command, surplus) + "; " + explained
          : "there is no command " + first + meant(first, commands) + there;
    }
    return commands.isEmpty()
        ? problem.getMessage() + "; " + explained
        : "a command is missing; " + there;
  }

  /**
   * What nothing on the command line takes; where something else is missing, the parser does not
   * speak of it, although it may be why.
   */
  private List<String> unmatched() {
    return problem instanceof UnmatchedArgumentException unmatched
        ? unmatched.getUnmatched()
        : problem.getCommandLine().getUnmatchedArguments();
  }

  private static String tooMany(CommandSpec command, List<String> arguments) {
    String surplus = String.join(", ", arguments);
    if (command.optionsMap().containsKey("--set") && surplus.contains("=")) {
      return "a value of the spec is set by --set " + arguments.getFirst();
    }
    return command.userObject() instanceof EstimateCommand
        ? "estimate takes one spec, 'dml batch' several; " + surplus + " is too many"
        : command.name() + " does not take " + surplus;
  }

  /** How to say on the command line what a spec says. */
  private static String ofSpec(CommandSpec command, String name) {
    String key = name.replaceFirst("=.*", "").replace('-', '_');
    return command.optionsMap().containsKey("--set") && SPEC_KEYS.contains(key)
        ? "a value of the spec is set by --set " + key + "=...; "
        : "";
  }

  private static String meant(String name, Set<String> known) {
    return "; "
        + Spelling.nearest(name, known).map(near -> "did you mean " + near + "? ").orElse("");
  }
}
