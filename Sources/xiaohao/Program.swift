import ArgumentParser
import Foundation
import LedgerPostgres
import Office
import Wording

/// Where the program starts: file modes first, then the command, then one way out for every error.
@main
enum Program {
    static func main() {
        umask(0o077)
        signal(SIGPIPE, SIG_IGN)
        // What was closed before we came must not become a file of ours that is written to as if it were a terminal.
        for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 { _ = open("/dev/null", O_RDONLY) }
        if namesServer { PostgresDatabase.loadLibrary() }
        do {
            var command = try Xiaohao.command()
            try command.run()
        } catch {
            exit(Failure.report(error))
        }
    }

    /// Whether the ledger is on a server, as far as the words tell before they are read.
    private static var namesServer: Bool {
        let option = "--ledger="
        return CommandLine.arguments.contains {
            PostgresAddress.isAddress($0.hasPrefix(option) ? String($0.dropFirst(option.count)) : $0)
        } || GlobalOptions.environment["XIAOHAO_LEDGER"].map(PostgresAddress.isAddress) ?? false
    }
}

/// The program with its commands (cli.md).
struct Xiaohao: ParsableCommand {
    private static let whole = CommandConfiguration(
        commandName: "xiaohao",
        abstract: "The board on which an inspection office follows every finding until it is struck off (销号).",
        discussion: """
            Without a command the board opens. Every command takes --help, --json and --lang.

            Examples:
              xiaohao init --practice
              xiaohao import 台账.xlsx --round 第六轮
              xiaohao list --overdue --unit 下应街道
              xiaohao --as 张会计 start 12 --goal '制度健全' --measure '修订办法' --person 张会计
            """,
        version: Version.text,
        subcommands: [
            Init.self, Demo.self, Import.self, Export.self, Backup.self, Restore.self, Move.self, Check.self,
            Rebuild.self,
            List.self, Show.self, History.self, Count.self, Overdue.self, FiguresCommand.self, Log.self,
            FileFinding.self, Return.self, Reassign.self, Start.self, MeasureCommand.self, ReportCommand.self,
            Attach.self, Detach.self, Submit.self, Withdraw.self, Recall.self, Opine.self, ListingCommand.self,
            Extend.self, Consolidate.self, Relapse.self, ClueCommand.self, Supervise.self, Answer.self, Group.self,
            Ungroup.self, FlagCommand.self, CommentCommand.self, CorrectCommand.self, Undo.self,
            OrganisationCommand.self, PersonCommand.self, RoundCommand.self, PolicyCommand.self, KeyCommand.self,
            Verify.self, Checkpoint.self, Proof.self, ConfigCommand.self, DiagnoseCommand.self,
            ManualCommand.self, CompletionsCommand.self,
            Meetings.self, Triage.self, LetterCommand.self,
            DocumentCommand.self,
        ])

    /// Whether words are being read in this task.
    @TaskLocal private static var isReading = false

    /// While words are read the program calls itself a part of another one: the parser then does not look for its own `--generate-completion-script`, which `completions` stands for, and that look took a fifth of a command's start.
    static var configuration: CommandConfiguration {
        guard isReading else { return whole }
        var part = whole
        part._superCommandName = ""
        return part
    }

    /// The command that words ask for, of the command line where none are given. Throws what the parser finds wrong with them.
    static func command(_ words: [String]? = nil) throws -> any ParsableCommand {
        try $isReading.withValue(true) { try parseAsRoot(words) }
    }

    @OptionGroup var global: GlobalOptions

    mutating func run() throws { try BoardCommand.open(global) }
}

enum Version {
    static let text = "xiaohao 0.1.0"
}
