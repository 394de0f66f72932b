using Microsoft.Azure.Functions.Worker;
using SegFunctions.Telemetry;

namespace SegFunctions.Secrets;

/// <summary>
/// Re-encrypts everything with the first key in the settings, once an hour and only while there is more than one: when a run has found nothing to do, the other
/// keys can be removed from the settings.
/// </summary>
public sealed class SecretRenewalFunction(IEnumerable<ISealedTable> tables, SecretCipher cipher, ILogger<SecretRenewalFunction> logger)
{
    private const string Hourly = "0 47 * * * *";

    [Function("RenewSecrets")]
    public async Task RunAsync([TimerTrigger(Hourly)] TimerInfo timer, CancellationToken cancellationToken)
    {
        if (!cipher.HasOldKeys)
        {
            return;
        }

        var renewed = 0;
        foreach (var table in tables)
        {
            renewed += await table.RenewAsync(cancellationToken);
        }

        logger.SecretsRenewed(renewed);
    }
}
