using Microsoft.Extensions.Options;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Worker.Loading;

/// <summary>
/// <c>install</c>: fetches the networks that prompts of every kind need, as the settings in the section <c>Models</c> choose them, and exits. Building an
/// image runs it; a worker that may install networks fetches each when it is first needed.
/// </summary>
internal static class InstallCommand
{
    public const string Verb = "install";

    private const int Failed = 1;
    private const int WrongSettings = 2;

    /// <param name="services">The worker's services; only those that depend on this section are created.</param>
    /// <returns>The exit code: 0, 1 if something cannot be installed, 2 if a setting is wrong.</returns>
    public static async Task<int> RunAsync(IServiceProvider services)
    {
        try
        {
            var names = services.GetRequiredService<ModelChoice>().NamesFor(Enum.GetValues<ModelAbility>());
            await services.GetRequiredService<ModelInstaller>().InstallAsync(names, new InstallReport(Console.WriteLine), CancellationToken.None);
            Console.WriteLine($"Installed in {services.GetRequiredService<ModelStore>().Folder}: {string.Join(", ", names)}.");
            return 0;
        }
        catch (Exception exception) when (exception is OptionsValidationException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return WrongSettings;
        }
        catch (Exception exception) when (exception is InstallException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return Failed;
        }
    }
}
