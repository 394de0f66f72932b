using System.Globalization;
using Emulators.FunctionsHost.Settings;

namespace Emulators.FunctionsHost.Http;

/// <param name="Body">Maximum size of a request's body in bytes; a larger one is answered with 413.</param>
/// <param name="Duration">How long a request may take.</param>
internal sealed record HttpLimits(long Body, TimeSpan Duration)
{
    private const long DefaultBody = 104_857_600;

    private static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(230);

    /// <summary>The real host's limits; <c>FUNCTIONS_REQUEST_BODY_SIZE_LIMIT</c>, in bytes, overrides the first.</summary>
    public static HttpLimits Read(HostSettings settings) => new(
        long.TryParse(settings.Find("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"), CultureInfo.InvariantCulture, out var bytes) ? bytes : DefaultBody,
        DefaultDuration);
}
