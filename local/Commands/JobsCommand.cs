using System.CommandLine;
using SegFunctions.Local.Client;
using SegFunctions.Local.Segmenting;
using SegFunctions.Local.Settings;

namespace SegFunctions.Local.Commands;

/// <summary><c>jobs cancel</c> and <c>jobs delete</c>.</summary>
internal sealed class JobsCommand : Command
{
    private readonly Option<string?> _apiKey = new("--api-key")
    {
        Description = "A key of the job's account. [default: local-dev-key; env: SEG_API_KEY]",
        Recursive = true,
    };

    private readonly Argument<string> _job = new("job") { Description = "The job's id: job-…" };

    public JobsCommand()
        : base("jobs", "Manage jobs of a running server.")
    {
        Options.Add(ManagementTarget.Server);
        Options.Add(_apiKey);
        var cancel = new Command("cancel", "Cancel a job. Finished pictures keep their results; the tokens of the others are refunded.") { _job, JsonOutput.Option };
        CommandContext.Bind(cancel, CancelAsync);
        Subcommands.Add(cancel);
        var delete = new Command("delete", "Delete a job with everything stored for it. An open one is canceled first; the account's usage still includes what it cost.") { _job };
        CommandContext.Bind(delete, DeleteAsync);
        Subcommands.Add(delete);
    }

    private async Task<int> CancelAsync(CommandContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var client = CreateClient(context, parsed);
        var job = await client.CancelJobAsync(parsed.GetRequiredValue(_job), cancellationToken);
        if (!JsonOutput.TryWrite(context, parsed, job))
        {
            context.Output.WriteLine(job.Status is ResultItem.Success or ResultItem.Failed ? $"{job.JobId} had ended: {job.Status}." : $"{job.JobId} is being canceled.");
        }

        return 0;
    }

    private async Task<int> DeleteAsync(CommandContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var client = CreateClient(context, parsed);
        var job = parsed.GetRequiredValue(_job);
        await client.DeleteJobAsync(job, cancellationToken);
        context.Output.WriteLine($"{job} is deleted.");
        return 0;
    }

    private SegmentationClient CreateClient(CommandContext context, ParseResult parsed)
    {
        var server = ServerAddress.Read(parsed.GetValue(ManagementTarget.Server) ?? context.Settings.Server) ?? ServerAddress.Local;
        return new SegmentationClient(server, parsed.GetValue(_apiKey) ?? context.Settings.ApiKey ?? LocalSettings.DefaultApiKey, context.Time);
    }
}
