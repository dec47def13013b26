import Glibc

/// What the server says to whoever started it.
enum Console {
  static func say(_ text: String) { write(text, STDOUT_FILENO) }

  /// Beside what a program reads.
  static func note(_ text: String) { write(text, STDERR_FILENO) }

  static func warn(_ text: String) { ServerLog.warn(text) }

  static func log(_ text: String) { ServerLog.error(text) }

  private static func write(_ text: String, _ descriptor: Int32) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(descriptor, bytes, bytes.count)
  }
}
