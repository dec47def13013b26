/// An event in the registry's words, for people and for programs.
struct EventText {
  /// What happened, as programs read it.
  let name: EventName
  /// Who or what the sentence is about, if that is not who made the change.
  let subject: String?
  /// "moved production 1.1.0 → 1.2.0 in Fine_Tuned_Models/sentiment".
  let predicate: String
  /// Its parts by name: registry, model, version, alias, candidate, member, team, from, to …; in the order of reading.
  let parts: [(name: String, value: String)]

  /// - Parameter parts: those without a value are left out.
  init(_ name: EventName, _ predicate: String, subject: String? = nil, _ parts: [(name: String, value: String?)]) {
    self.name = name
    self.subject = subject
    self.predicate = predicate
    self.parts = parts.compactMap { name, value in value.map { (name, $0) } }
  }

  /// ": description, tags"; empty for none.
  static func list(_ fields: [String]) -> String { fields.isEmpty ? "" : ": " + fields.joined(separator: ", ") }

  /// "description, tags"; nil for none.
  static func joined(_ fields: [String]) -> String? { fields.isEmpty ? nil : fields.joined(separator: ", ") }
}
