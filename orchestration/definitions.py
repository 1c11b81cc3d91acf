"""All that Dagster is shown: assets, checks, jobs and what starts them. The list, and nothing else."""

import dagster as dg

from orchestration import assets, automation, checks, dbt
from orchestration.resources import HomeResource, dbt_resource

defs = dg.Definitions(
    assets=[
        assets.landing,
        assets.pages,
        *assets.notes,
        assets.take_in,
        assets.read_reports,
        dbt.dbt_models,
        assets.release,
    ],
    asset_checks=[checks.check_build],
    jobs=[automation.refresh, automation.reextract_year, automation.reextract_documents, automation.collect],
    schedules=[automation.daily, automation.season, automation.nightly_collection],
    sensors=[automation.landing_folder, automation.after_reextraction, automation.alerts],
    resources={"home": HomeResource(), "dbt": dbt_resource()},
    # One process, one lock, one writer; extraction has a pool of its own.
    executor=dg.in_process_executor,
    # The UI and HOME/logs say all; a terminal need not hear each step.
    loggers={"console": dg.colored_console_logger.configured({"log_level": "ERROR"})},
)
