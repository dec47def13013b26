/// One field of a form, as data: what it is called, how it looks, and which field of a manifest it writes.
struct FormField: Sendable {
  /// Of the input; rows of keys and values have `NAME.key` and `NAME.value`.
  let name: String
  let label: String
  let kind: Kind
  /// Findings about these belong to it.
  let place: FormPlace
  var isOptional = false
  /// A sentence or two below it.
  var hint: String?
  /// What to write instead of what is wrong; nil if nobody knows.
  var suggest: (@Sendable (String) -> String?)?
  /// What stands in it as long as it is empty.
  var placeholder: String?

  enum Kind: Sendable {
    /// One line; may name what the browser offers while somebody types.
    case text(offers: [String] = [])
    /// Of several lines.
    case area
    /// The same, in a language: YAML.
    case code
    case select([Option])
    /// Radio buttons.
    case choices([Option])
    case check
    /// As many texts as somebody wants.
    case list
    /// Keys and their values, as many as somebody wants.
    case rows(key: String, value: String)
    /// Files to send.
    case files
    /// What stands there and is not changed here.
    case fixed(String)
  }

  struct Option: Sendable {
    let value: String
    let label: String
    var hint: String?

    init(_ value: String, _ label: String, hint: String? = nil) {
      self.value = value
      self.label = label
      self.hint = hint
    }
  }

  init(
    _ name: String, _ label: String, _ kind: Kind = .text(), writes place: FormPlace = .nothing,
    isOptional: Bool = false, hint: String? = nil, suggest: (@Sendable (String) -> String?)? = nil,
    placeholder: String? = nil
  ) {
    self.name = name
    self.label = label
    self.kind = kind
    self.place = place
    self.isOptional = isOptional
    self.hint = hint
    self.suggest = suggest
    self.placeholder = placeholder
  }

  /// The names of its inputs.
  var names: [String] {
    switch kind {
    case .rows: [name + ".key", name + ".value"]
    case .fixed: []
    default: [name]
    }
  }

  /// The id of its first input.
  var id: String { "f-" + name }
}
