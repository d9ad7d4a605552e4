package dev.dml.cli.run;

/** How runs are told of, by the names on the command line. */
enum RunForm {
  text,
  json
}
