extension Catalog {
  /// The versions that were made from something, by registry, model and number, lowest first.
  ///
  /// - Parameter input: as lineage has it: `REGISTRY/MODEL@VERSION`, or an address.
  package func users(of input: String) throws -> [String] {
    let rows = try database.statement(Self.usersOfInput)
    defer { rows.reset() }
    try rows.bind([.text(input)])
    var users: [String] = []
    while try rows.step() { users.append("\(rows.text(0))/\(rows.text(1))@\(rows.text(2))") }
    return users
  }

  private static let usersOfInput = """
    SELECT m.registry, m.name, e.name FROM text t CROSS JOIN input i ON i.text = t.id CROSS JOIN entry e ON e.inputs = i.inputs
    CROSS JOIN model m ON m.id = e.model WHERE t.body = ? AND e.kind = 0
    ORDER BY m.registry, m.name, e.precedence, e.name
    """
}
