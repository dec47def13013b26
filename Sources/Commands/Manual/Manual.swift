/// What the manual says beside the commands' own help.
enum Manual {
  struct Section {
    let title: String
    let isOnEveryPage: Bool
    let rows: [(term: String, text: String)]
  }

  static let sections = [
    Section(
      title: "EXIT STATUS", isOnEveryPage: true,
      rows: [
        ("0", "All is well; there may have been warnings."),
        ("1", "The change or snapshot breaks the rules, or what was asked for does not exist. Nothing was changed."),
        ("2", "A person must look at the change: git registry review."),
        ("3", "Content is missing: an artifact is not in the local store, or was purged."),
        ("4", "The network, or the server at its other end; the message says what was kept and how to go on."),
        ("64", "Wrong usage: an option, an argument or the folder."),
        ("65", "The repository is not a registry, or a manifest is made for a newer git registry."),
        ("70", "A failure of git registry, git or the machine; the message has the call and its cause."),
        ("130", "Interrupted: Ctrl-C."),
      ]),
    Section(
      title: "ENVIRONMENT", isOnEveryPage: false,
      rows: [
        ("GIT_PAGER", "The pager, as for git; core.pager and PAGER count too."),
        ("NO_COLOR", "Set to anything: no colours. color.ui of git's configuration counts too."),
        ("COLUMNS", "The width that tables and texts are fitted to on a terminal."),
        ("SOURCE_DATE_EPOCH", "The time that is written to createdAt, in seconds since 1970."),
        (
          "GIT_REGISTRY_LOG",
          "A level of swift-log, such as debug: every process that is run is reported on standard error."
        ),
      ]),
    Section(
      title: "FILES", isOnEveryPage: false,
      rows: [
        ("organization.yaml", "Name, settings and policy of everyone and everything in the repository."),
        ("members/, teams/", "One person, service account or team per file."),
        ("registries/REGISTRY/registry.yaml", "A registry: visibility, accepted types, members, protected aliases."),
        ("registries/REGISTRY/MODEL/", "model.yaml, versions/ and candidates/."),
        ("blobs/sha256/", "Artifacts by digest: Git LFS pointers, or the bytes if policy.blobs is git."),
      ]),
  ]
}
