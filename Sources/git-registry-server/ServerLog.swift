import Diagnostics
import Endpoints
import Logging
import ManifestCoding
import ServeOptions

/// The server's log, on standard error.
enum ServerLog {
  private static let label = "git-registry-server"

  /// Called once, before anything is logged.
  static func begin(_ form: ServeOptions.LogForm) {
    LoggingSystem.bootstrap { _ -> any LogHandler in
      switch form {
      case .json: JSONLogHandler()
      case .text: PlainLogHandler()
      }
    }
  }

  static func error(_ text: String) { Logger(label: label).error("\(SecretText.hidden(text))") }
  static func warn(_ text: String) { Logger(label: label).warning("\(SecretText.hidden(text))") }

  static func note(_ record: RequestRecord) {
    Logger(label: label).info(
      "request",
      metadata: [
        "method": "\(record.method)", "route": "\(record.route)", "status": "\(record.status)",
        "seconds": "\(record.seconds)",
      ])
  }
}

/// `error: TEXT`, as commands say it.
private struct PlainLogHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.notice

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let text = "\(event.level): \(EscapedText.lines(SecretText.hidden("\(event.message)")))"
    Console.note(text.hasSuffix("\n") ? text : text + "\n")
  }
}

/// A JSON object a line: `time`, `level`, `message`, and what else is known.
private struct JSONLogHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var members = [
      JSONValue.Member("time", .string(Timestamp.text(Clock.millisecondsSince1970() / 1000))),
      .init("level", .string("\(event.level)")), .init("message", .string(SecretText.hidden("\(event.message)"))),
    ]
    for (key, value) in (event.metadata ?? [:]).sorted(by: { $0.key < $1.key }) {
      let text = SecretText.hidden("\(value)")
      members.append(.init(key, Int64(text).map { .integer($0) } ?? Double(text).map { .number($0) } ?? .string(text)))
    }
    Console.note(JSONValue.object(members).line + "\n")
  }
}
