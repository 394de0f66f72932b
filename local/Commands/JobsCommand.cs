using System.CommandLine;
using SegFunctions.Local.Client;
using SegFunctions.Local.Segmenting;
using SegFunctions.Local.Settings;

namespace SegFunctions.Local.Commands;

/// <summary><c>jobs cancel</c>.</summary>
internal sealed class JobsCommand : Command
{
    private readonly Option<string?> _apiKey = new("--api-key")
    {
        Description = "A key of the job's account. [default: local-dev-key; env: SEG_API_KEY]",
        Recursive = true,
    };

    private readonly Argument<string> _job = new("job") { Description = "Its id: job-…" };

    public JobsCommand()
        : base("jobs", "Jobs of a running server.")
    {
        Options.Add(ManagementTarget.Server);
        Options.Add(_apiKey);
        var cancel = new Command("cancel", "End a job. Pictures that are done keep their results; the tokens of the others are given back.") { _job, JsonOutput.Option };
        CommandContext.Bind(cancel, CancelAsync);
        Subcommands.Add(cancel);
    }

    private async Task<int> CancelAsync(CommandContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var server = ServerAddress.Read(parsed.GetValue(ManagementTarget.Server) ?? context.Settings.Server) ?? ServerAddress.Local;
        using var client = new SegmentationClient(server, parsed.GetValue(_apiKey) ?? context.Settings.ApiKey ?? LocalSettings.DefaultApiKey, context.Time);
        var job = await client.CancelJobAsync(parsed.GetRequiredValue(_job), cancellationToken);
        if (!JsonOutput.TryWrite(context, parsed, job))
        {
            context.Output.WriteLine(job.Status is ResultItem.Success or ResultItem.Failed ? $"{job.JobId} had ended: {job.Status}." : $"{job.JobId} is being canceled.");
        }

        return 0;
    }
}
