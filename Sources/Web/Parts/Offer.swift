import Access
import Actions
import Endpoints
import Manifests
import Rules

/// What the viewer may do here, as links to forms; and where they may not, who may, in one line. A page of the past, or of a
/// site, offers nothing.
enum Offer {
  static func createRegistry(_ h: inout HTML, _ context: PageContext) throws {
    guard context.offersChanges else { return }
    guard try context.may(.write, in: .organization) else {
      why(&h, "Members of the organization create registries.")
      return
    }
    h("a", .class("button"), .href(context.links.newRegistry), text: "Create registry")
  }

  static func ofRegistry(_ name: String, _ registry: Registry, _ context: PageContext) throws -> HTML? {
    try actions(in: name, context) { h in
      let links = context.links
      if registry.status == .active {
        h("a", .class("button", "grow"), .href(links.registry(name, "new")), text: "Create model")
      }
      gear(&h, links.registry(name, "settings"), "Settings of \(name)")
    }
  }

  static func ofMembers(_ name: String, _ context: PageContext) throws -> HTML? {
    guard context.offersChanges else { return nil }
    guard try context.may(.administrate, in: .registry(name)) else {
      let text = try Approvers.admins(of: name, context)
      return HTML { why(&$0, text) }
    }
    return HTML { h in
      h("a", .class("button", "grow"), .href(context.links.registry(name, "settings/add-member")), text: "Add member")
      gear(&h, context.links.registry(name, "settings"), "Settings of \(name)")
    }
  }

  static func ofModel(_ name: ModelName, _ context: PageContext) throws -> HTML? {
    let isActive = try context.find.registry(name.registry).status == .active
    return try actions(in: name.registry, context) { h in
      if isActive {
        h("a", .class("button", "grow"), .href(context.links.model(name, "publish")), text: "Publish version")
      }
      gear(&h, context.links.model(name, "settings"), "Settings of \(name)")
    }
  }

  static func ofCandidate(
    _ name: ModelName, _ id: String, _ candidate: ModelCandidate, _ context: PageContext
  ) throws -> HTML? {
    guard candidate.promotedTo == nil else { return nil }
    return try actions(in: name.registry, context) { h in
      h("a", .class("button", "primary", "grow"), .href(context.links.candidate(name, id, "promote")), text: "Promote")
      h("a", .class("button", "grow"), .href(context.links.candidate(name, id, "delete")), text: "Delete")
    }
  }

  static func ofVersion(
    _ h: inout HTML, _ name: ModelName, _ number: SemanticVersion, _ version: ModelVersion, _ context: PageContext
  ) throws {
    let links = context.links
    let actions = try actions(in: name.registry, context) { h in
      h("a", .class("button", "grow"), .href(links.version(name, "\(number)", "alias")), text: "Set alias")
      h("details", .class("more")) { h in
        h("summary", .class("button"), text: "More")
        h("ul") { h in
          let changes: [(StaticString, String)] =
            [("edit", "Add facts")]
            + (version.status == .active ? [("deprecate", "Deprecate")] : [("restore", "Restore")])
            + (version.status == .yanked ? [] : [("yank", "Yank")]) + [("retire", "Retire")]
          for (part, text) in changes {
            h("li") {
              $0("a", "\(part)" == "edit" ? edited : nil, .href(links.version(name, "\(number)", part)), text: text)
            }
          }
        }
      }
    }
    if let actions { h.append(actions) }
  }

  // MARK: Parts

  /// What writing in a registry lets the viewer do, or who may.
  private static func actions(
    in registry: String, _ context: PageContext, _ write: (inout HTML) -> Void
  ) throws -> HTML? {
    guard context.offersChanges else { return nil }
    guard try context.may(.write, in: .registry(registry)) else {
      // Who is not known is asked to sign in first.
      guard context.viewer.isKnown else { return nil }
      let text = try Approvers.members(of: registry, context)
      return HTML { why(&$0, text) }
    }
    return HTML(write)
  }

  /// What the key `e` opens.
  private static let edited = Attribute.own("data-key", "edit")

  private static func why(_ h: inout HTML, _ text: String) { h("p", .class("why"), text: text) }

  private static func gear(_ h: inout HTML, _ address: Address, _ label: String) {
    h("a", edited, .class("button", "icon"), .href(address), .label(label)) { $0.markup(Icons.gear) }
  }
}
