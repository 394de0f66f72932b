using System.CommandLine;
using SegFunctions.Local.Setup;
using SegFunctions.Models.Catalogue;
using Spectre.Console;

namespace SegFunctions.Local.Commands;

/// <summary><c>models list</c> and <c>models install</c>.</summary>
internal sealed class ModelsCommand : Command
{
    private readonly Argument<string[]> _names = new("names") { Description = "Models; none for what words need.", Arity = ArgumentArity.ZeroOrMore };

    public ModelsCommand()
        : base("models", "The networks that can be installed.")
    {
        var list = new Command("list", "Show every model, and whether it is installed.");
        CommandContext.Bind(list, (context, _, _) => Task.FromResult(List(context)));
        var install = new Command("install", "Install models into the cache, checked by their hashes.") { _names };
        CommandContext.Bind(install, InstallAsync);
        Subcommands.Add(list);
        Subcommands.Add(install);
    }

    private static int List(CommandContext context)
    {
        var store = ModelSetup.StoreIn(context.Cache);
        var table = new Table().AddColumns("model", "state", "download", "licence", "what it does");
        foreach (var model in ModelCatalogue.Load().Models)
        {
            table.AddRow(
                new Text(model.Name),
                new Text(store.IsInstalled(model) ? "installed" : "not installed"),
                new Text($"{model.Source.Bytes / 1e6:F0} MB"),
                new Text(model.Licence.Package),
                new Text(model.Description));
        }

        AnsiConsole.Write(table);
        return 0;
    }

    private async Task<int> InstallAsync(CommandContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var names = parsed.GetValue(_names) is { Length: > 0 } named ? named : [.. ModelSetup.ForWords];
        await context.Screen.ShowAsync(async rows =>
        {
            await new ModelSetup(ModelSetup.StoreIn(context.Cache), context.Time).EnsureAsync(names, rows, cancellationToken);
            return names.Length;
        });
        context.Screen.Say($"Installed: {string.Join(", ", names)}.");
        return 0;
    }
}
