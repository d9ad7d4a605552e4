package dev.dml.data.csv;

import dev.dml.data.InvalidInput;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The first bytes of files that are taken for CSV files and are something else. */
enum FileSignature {
  PARQUET("PAR1", "a Parquet file; give it a name that ends in .parquet"),
  ZIP("PK\u0003\u0004", "a zip archive, as Excel's .xlsx is too; unpack it, or save it as CSV"),
  BZIP2("BZh", "compressed by bzip2; decompress it, or use gzip"),
  XZ("\u00FD7zXZ", "compressed by xz; decompress it, or use gzip"),
  ZSTANDARD("(\u00B5/\u00FD", "compressed by zstd; decompress it, or use gzip"),
  STATA("<stata_dta>", "a file of Stata; save it as CSV"),
  SPSS("$FL2", "a file of SPSS; save it as CSV"),
  EXCEL("\u00D0\u00CF\u0011\u00E0", "a file of Excel; save it as CSV"),
  SQLITE("SQLite format 3", "a database of SQLite; save a table of it as CSV");

  private static final int LONGEST = 16;

  private final String start;
  private final String description;

  FileSignature(String start, String description) {
    this.start = start;
    this.description = description;
  }

  /** Refuses a file by its first bytes, which remain to be read. */
  static void refuse(BufferedInputStream in, Path file) throws IOException {
    in.mark(LONGEST);
    String first = new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
    in.reset();
    for (FileSignature signature : values()) {
      if (first.startsWith(signature.start)) {
        throw new InvalidInput(file + " is " + signature.description);
      }
    }
  }
}
