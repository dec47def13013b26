import Diagnostics
import Git
import Glibc

/// Standard output and standard error, and what is known of the terminal behind them; or the ``CapturedOutput`` in their place.
enum Terminal {
  /// Writes to standard output; no CI runner takes a line of it for a command.
  static func write(_ text: String) { write(RunnerCommand.disarmed(text), to: 1) }

  /// Writes commands for a CI runner, in which all foreign text is escaped.
  static func writeCommands(_ text: String) { write(text, to: 1) }

  /// Writes a message, its first words coloured on a terminal.
  static func writeError(_ text: String) {
    let text = RunnerCommand.disarmed(text)
    let isColoured = CapturedOutput.current.map(\.look.isColoured) ?? (isatty(2) == 1 && allowsColour)
    write(isColoured ? MessageText.painted(text) : text, to: 2)
  }

  static var output: Output { CapturedOutput.current?.look ?? own }

  /// False where output is captured: nobody looks at a pager or a progress bar then.
  static var isInteractive: Bool { CapturedOutput.current == nil }

  /// What standard output was when the program started; a pager between changes neither.
  private static let own = Output(isTerminal: isatty(1) == 1)

  struct Output {
    let isTerminal: Bool
    /// In columns; nil where nobody looks at a terminal: then nothing is cut or folded.
    let width: Int?
    let isColoured: Bool

    /// A terminal so many columns wide; nil for none.
    init(width: Int?, isColoured: Bool) {
      isTerminal = width != nil
      self.width = width
      self.isColoured = isColoured
    }

    fileprivate init(isTerminal: Bool) {
      self.isTerminal = isTerminal
      width = isTerminal ? Terminal.width : nil
      isColoured = isTerminal && Terminal.allowsColour
    }
  }

  /// `COLUMNS`, or what the terminal says; 80 where it says nothing.
  private static var width: Int {
    if let columns = variable("COLUMNS").flatMap({ Int($0) }), columns > 0 { return columns }
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// False for `NO_COLOR`, a dumb terminal, and where git's `color.ui` says so.
  ///
  /// Source: https://no-color.org, git-config(1) "color.ui".
  private static let allowsColour: Bool = {
    if variable("NO_COLOR")?.isEmpty == false || variable("TERM") ?? "dumb" == "dumb" { return false }
    // Whoever looks at a terminal on which git cannot be asked still sees colours, as git's default is.
    return (try? Repository.runGit(["config", "--get-colorbool", "color.ui", "true"]).line) != "false"
  }()

  /// False if a drawing has to do with ASCII. The first variable that is set and not empty counts; captured output is UTF-8.
  ///
  /// Source: locale(7), "LC_ALL", "LC_CTYPE", "LANG".
  static var isUnicode: Bool {
    guard CapturedOutput.current == nil else { return true }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(variable).first { !$0.isEmpty } ?? ""
    let encoding = locale.split(separator: ".").dropFirst().first?.prefix { $0 != "@" } ?? ""
    return ["utf-8", "utf8"].contains(encoding.lowercased())
  }

  static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  private static func write(_ text: String, to descriptor: Int32) {
    if let captured = CapturedOutput.current { return captured.add(text, isError: descriptor == 2) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
