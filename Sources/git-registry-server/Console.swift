import Glibc

/// What the server says to whoever started it.
enum Console {
  static func say(_ text: String) { write(text, STDOUT_FILENO) }

  /// Beside what a program reads.
  static func note(_ text: String) { write(text, STDERR_FILENO) }

  static func warn(_ text: String) { write("warning: \(text)\n", STDERR_FILENO) }

  static func log(_ text: String) { write("error: \(text)\n", STDERR_FILENO) }

  private static func write(_ text: String, _ descriptor: Int32) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(descriptor, bytes, bytes.count)
  }
}
