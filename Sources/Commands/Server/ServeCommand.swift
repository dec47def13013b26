import ArgumentParser
import ServeOptions

/// Hands over to the server.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve registries to the clients of MLflow and GitLab, to git and git-lfs.",
    discussion: """
      In a clone, with no option: listens on this machine alone, acts as git's user.email, commits to the branch that is checked \
      out, and prints the address and a token that is good for this run of the server. Each registry is an MLflow server at \
      /registries/REGISTRY; git and git-lfs find the repository at /NAME.git.

      For a team: serve a bare repository that has the hook installed, or each one in a folder with --root, where they are at \
      /ORGANIZATION/registries/REGISTRY. Members come in by tokens that git registry token create makes. The server listens beyond this \
      machine only once there is one.

      GitLab's clients find each registry at /api/v4/projects/ID, whose ID --list-ids prints.

      Models, versions and what belongs to them are commits, judged by the rules. Runs, experiments, logged models and tokens \
      are kept in one SQLite file in --data, files by their digests in the repository's LFS store.

      --config FILE has the options' names as keys, without the dashes, and repository for the argument.

      EXAMPLES
        git registry serve
        git registry serve --listen 127.0.0.1:8080
        git registry -C registry serve --data /srv/runs
        git registry serve --list-ids
        git registry serve --root /srv/git --data /srv/registry --listen 0.0.0.0:443 --host models.acme.org \
          --tls-cert cert.pem --tls-key key.pem
      """)

  @OptionGroup var options: ServeOptions

  func run() throws { try ServerProgram.become(["serve"] + options.words) }
}
