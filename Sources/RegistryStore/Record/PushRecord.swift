import Diagnostics
package import Git

/// One accepted change of the protected branch, as the server writes it down: the message of a commit of ``PushLog``.
///
///     refs/heads/main 0b1c2d3e4f..4f5a6b7c8d by ada
///
///     Ref: refs/heads/main
///     Old: 0b1c…            40 digits; absent if the branch was made
///     New: 4f5a…
///     Actor: ada            as the host named who pushed; absent if nobody knows
///     Actor-From: gitlab    how the actor was known; `unrecorded` if the branch moved without our hook, `beginning` for
///                           what was there before the record
///     Judged: steps         each commit on the first parents was judged; absent if the net change was
///     Program: 0.1.0
///
/// The time is the commit's.
package struct PushRecord: Hashable, Sendable {
  package let name: RefName
  package let old: ObjectID?
  package let new: ObjectID
  package let actor: String?
  /// A word of `ActorSource`, how a server knew its member, ``unrecorded`` or ``beginning``.
  package let actorSource: String
  package let judgement: Judgement
  package let program: String

  /// What of a push was judged before it was accepted.
  package enum Judgement: Hashable, Sendable {
    /// Old snapshot against new, whatever the commits between looked like: by older programs.
    case netChange
    /// Every commit on the first parents against the one before.
    case steps
  }

  package static let unrecorded = "unrecorded"
  package static let beginning = "beginning"

  /// False for an entry that only says where the branch was.
  package var isPush: Bool { actorSource != Self.unrecorded && actorSource != Self.beginning }

  package init(
    of name: RefName, from old: ObjectID?, to new: ObjectID, actor: String?, actorSource: String, judgement: Judgement,
    program: String
  ) {
    self.name = name
    self.old = old
    self.new = new
    self.actor = actor
    self.actorSource = actorSource
    self.judgement = judgement
    self.program = program
  }

  /// Reads a message; nil for one that no hook of ours wrote.
  package init?(message: String) {
    var fields: [String: String] = [:]
    // Line ends are bytes here: as a character, CR LF is neither.
    for line in message.utf8.split(separator: UInt8(ascii: "\n")).dropFirst() {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      let value = line[line.index(after: colon)...].drop { $0 == UInt8(ascii: " ") }
      let key = String(decoding: line[..<colon], as: UTF8.self)
      guard fields.updateValue(String(decoding: value, as: UTF8.self), forKey: key) == nil else { return nil }
    }
    guard let name = fields["Ref"].flatMap({ RefName($0) }), let new = fields["New"].flatMap({ ObjectID(hex: $0) }),
      let source = fields["Actor-From"], let program = fields["Program"]
    else { return nil }
    var old: ObjectID?
    if let text = fields["Old"] {
      guard let known = ObjectID(hex: text) else { return nil }
      old = known
    }
    self.init(
      of: name, from: old, to: new, actor: fields["Actor"], actorSource: source,
      judgement: fields["Judged"] == Self.steps ? .steps : .netChange, program: program)
  }

  private static let steps = "steps"

  /// What ``init(message:)`` reads.
  package var message: String {
    let who = actor.map { " by \(EscapedText.printable($0))" } ?? ""
    let range = "\(old?.abbreviated ?? "new")..\(new.abbreviated)"
    var lines = ["\(name) \(range)\(who)", "", "Ref: \(name.text)"]
    if let old { lines.append("Old: \(old)") }
    lines.append("New: \(new)")
    if let actor { lines.append("Actor: \(EscapedText.printable(actor))") }
    lines.append("Actor-From: \(actorSource)")
    if judgement == .steps { lines.append("Judged: \(Self.steps)") }
    lines.append("Program: \(program)")
    return lines.joined(separator: "\n") + "\n"
  }
}
