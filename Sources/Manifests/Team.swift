/// A named list of members: `teams/NAME.yaml`.
package struct Team: Hashable, Sendable {
  package var description: String?
  package var members: [String]

  package init(description: String? = nil, members: [String]) {
    self.description = description
    self.members = members
  }
}
