using SegFunctions.Models.Catalogue;
using SegFunctions.Models.CommandLine;
using SegFunctions.Models.Installation;

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};

if (Arguments.TryParse(args, out var arguments, out var fault) is false)
{
    await Console.Error.WriteLineAsync($"{fault}\n{Arguments.Usage}");
    return 2;
}

try
{
    var catalogue = ModelCatalogue.Load(arguments.CataloguePath);
    var store = new ModelStore(arguments.Cache ?? ModelStore.DefaultFolder);
    if (arguments.Command == Command.List)
    {
        ModelList.Write(Console.Out, catalogue, store);
    }
    else
    {
        await new ModelInstaller(catalogue, store, TimeProvider.System).InstallAsync(arguments.Names, new StageLines(Console.Out), interrupted.Token);
    }

    return 0;
}
catch (Exception exception) when (exception is ModelCatalogueException or ModelInstallException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
catch (OperationCanceledException)
{
    return 130;
}
