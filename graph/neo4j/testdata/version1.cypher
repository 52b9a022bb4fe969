CREATE CONSTRAINT pg_schema_name IF NOT EXISTS FOR (n:Schema) REQUIRE n.name IS UNIQUE
CREATE CONSTRAINT pg_entity_key IF NOT EXISTS FOR (n:Entity) REQUIRE n.key IS UNIQUE
CREATE CONSTRAINT pg_entity__id IF NOT EXISTS FOR (n:Entity) REQUIRE n._id IS UNIQUE
CREATE CONSTRAINT pg_ledger_key IF NOT EXISTS FOR (n:Ledger) REQUIRE n.key IS UNIQUE
CREATE CONSTRAINT pg_ledger__id IF NOT EXISTS FOR (n:Ledger) REQUIRE n._id IS UNIQUE
CREATE CONSTRAINT pg_text_source IF NOT EXISTS FOR (n:Text) REQUIRE n.source IS UNIQUE
CREATE CONSTRAINT pg_record__id IF NOT EXISTS FOR (n:Record) REQUIRE n._id IS UNIQUE
CREATE CONSTRAINT pg_claim__id IF NOT EXISTS FOR (n:Claim) REQUIRE n._id IS UNIQUE
CREATE CONSTRAINT pg_statement_key IF NOT EXISTS FOR (n:Statement) REQUIRE n.key IS UNIQUE
CREATE CONSTRAINT pg_statement__id IF NOT EXISTS FOR (n:Statement) REQUIRE n._id IS UNIQUE
CREATE CONSTRAINT pg_reference__id IF NOT EXISTS FOR (n:Reference) REQUIRE n._id IS UNIQUE
CREATE CONSTRAINT pg_reference_hash IF NOT EXISTS FOR (n:Reference) REQUIRE n.hash IS UNIQUE
CREATE CONSTRAINT pg_carrier_doc IF NOT EXISTS FOR (n:Carrier) REQUIRE n.doc IS UNIQUE
CREATE CONSTRAINT pg_words_node IF NOT EXISTS FOR (n:Words) REQUIRE n.node IS UNIQUE
CREATE CONSTRAINT pg_name IF NOT EXISTS FOR (n:Name) REQUIRE (n.name, n.owner) IS UNIQUE
CREATE CONSTRAINT pg_count IF NOT EXISTS FOR (n:Count) REQUIRE (n.kind, n.type) IS UNIQUE
CREATE INDEX pg_record_source IF NOT EXISTS FOR (n:Record) ON (n.source)
CREATE INDEX pg_record_doc IF NOT EXISTS FOR (n:Record) ON (n.doc)
CREATE INDEX pg_claim_source IF NOT EXISTS FOR (n:Claim) ON (n.source)
CREATE INDEX pg_claim_record IF NOT EXISTS FOR (n:Claim) ON (n.record)
CREATE INDEX pg_claim_alien IF NOT EXISTS FOR (n:Claim) ON (n.alien)
CREATE INDEX pg_claim_endReference IF NOT EXISTS FOR (n:Claim) ON (n.endReference)
CREATE INDEX pg_statement_edge IF NOT EXISTS FOR (n:Statement) ON (n.edge)
CREATE INDEX pg_statement__source IF NOT EXISTS FOR (n:Statement) ON (n._source)
CREATE INDEX pg_statement__record IF NOT EXISTS FOR (n:Statement) ON (n._record)
CREATE INDEX pg_statement__fromAlien IF NOT EXISTS FOR (n:Statement) ON (n._fromAlien)
CREATE INDEX pg_statement__toAlien IF NOT EXISTS FOR (n:Statement) ON (n._toAlien)
CREATE INDEX pg_statement__fromReference IF NOT EXISTS FOR (n:Statement) ON (n._fromReference)
CREATE INDEX pg_statement__toReference IF NOT EXISTS FOR (n:Statement) ON (n._toReference)
CREATE INDEX pg_work_title IF NOT EXISTS FOR (n:Work) ON (n.title)
CREATE INDEX pg_work_issuer IF NOT EXISTS FOR (n:Work) ON (n.issuer)
CREATE INDEX pg_document_number IF NOT EXISTS FOR (n:Document) ON (n.number)
CREATE INDEX pg_document_title IF NOT EXISTS FOR (n:Document) ON (n.title)
CREATE INDEX pg_document_type IF NOT EXISTS FOR (n:Document) ON (n.type)
CREATE INDEX pg_document_genre IF NOT EXISTS FOR (n:Document) ON (n.genre)
CREATE INDEX pg_document_rank IF NOT EXISTS FOR (n:Document) ON (n.rank)
CREATE INDEX pg_document_issuer IF NOT EXISTS FOR (n:Document) ON (n.issuer)
CREATE INDEX pg_document_signed IF NOT EXISTS FOR (n:Document) ON (n.signed)
CREATE INDEX pg_document_effective IF NOT EXISTS FOR (n:Document) ON (n.effective)
CREATE INDEX pg_document_expires IF NOT EXISTS FOR (n:Document) ON (n.expires)
CREATE INDEX pg_document_year IF NOT EXISTS FOR (n:Document) ON (n.year)
CREATE INDEX pg_document_registration IF NOT EXISTS FOR (n:Document) ON (n.registration)
CREATE INDEX pg_document_printed IF NOT EXISTS FOR (n:Document) ON (n.printed)
CREATE INDEX pg_document_law IF NOT EXISTS FOR (n:Document) ON (n.law)
CREATE INDEX pg_document_explanatory IF NOT EXISTS FOR (n:Document) ON (n.explanatory)
CREATE INDEX pg_document_region IF NOT EXISTS FOR (n:Document) ON (n.region)
CREATE INDEX pg_document_state IF NOT EXISTS FOR (n:Document) ON (n.state)
CREATE INDEX pg_gazette_title IF NOT EXISTS FOR (n:Gazette) ON (n.title)
CREATE INDEX pg_gazette_year IF NOT EXISTS FOR (n:Gazette) ON (n.year)
CREATE INDEX pg_gazette_date IF NOT EXISTS FOR (n:Gazette) ON (n.date)
CREATE INDEX pg_source_dataset IF NOT EXISTS FOR (n:Source) ON (n.dataset)
CREATE INDEX pg_source_path IF NOT EXISTS FOR (n:Source) ON (n.path)
CREATE INDEX pg_unit_name IF NOT EXISTS FOR (n:Unit) ON (n.name)
CREATE INDEX pg_unit_canonical IF NOT EXISTS FOR (n:Unit) ON (n.canonical)
CREATE INDEX pg_unit_collective IF NOT EXISTS FOR (n:Unit) ON (n.collective)
CREATE INDEX pg_unit_region IF NOT EXISTS FOR (n:Unit) ON (n.region)
CREATE INDEX pg_unit_kind IF NOT EXISTS FOR (n:Unit) ON (n.kind)
CREATE INDEX pg_task_heading IF NOT EXISTS FOR (n:Task) ON (n.heading)
CREATE INDEX pg_task_due IF NOT EXISTS FOR (n:Task) ON (n.due)
CREATE INDEX pg_task_document IF NOT EXISTS FOR (n:Task) ON (n.document)
CREATE INDEX pg_task_signed IF NOT EXISTS FOR (n:Task) ON (n.signed)
CREATE INDEX pg_task_year IF NOT EXISTS FOR (n:Task) ON (n.year)
CREATE INDEX pg_target_indicator IF NOT EXISTS FOR (n:Target) ON (n.indicator)
CREATE INDEX pg_target_number IF NOT EXISTS FOR (n:Target) ON (n.number)
CREATE INDEX pg_target_unit IF NOT EXISTS FOR (n:Target) ON (n.unit)
CREATE INDEX pg_target_year IF NOT EXISTS FOR (n:Target) ON (n.year)
CREATE INDEX pg_target_period IF NOT EXISTS FOR (n:Target) ON (n.period)
CREATE INDEX pg_target_baseline IF NOT EXISTS FOR (n:Target) ON (n.baseline)
CREATE INDEX pg_target_category IF NOT EXISTS FOR (n:Target) ON (n.category)
CREATE INDEX pg_target_attribute IF NOT EXISTS FOR (n:Target) ON (n.attribute)
CREATE INDEX pg_target_document IF NOT EXISTS FOR (n:Target) ON (n.document)
CREATE INDEX pg_park_name IF NOT EXISTS FOR (n:Park) ON (n.name)
CREATE INDEX pg_park_region IF NOT EXISTS FOR (n:Park) ON (n.region)
CREATE INDEX pg_park_field IF NOT EXISTS FOR (n:Park) ON (n.field)
CREATE INDEX pg_region_name IF NOT EXISTS FOR (n:Region) ON (n.name)
CREATE INDEX pg_region_code IF NOT EXISTS FOR (n:Region) ON (n.code)
CREATE INDEX pg_region_level IF NOT EXISTS FOR (n:Region) ON (n.level)
CREATE INDEX pg_industry_name IF NOT EXISTS FOR (n:Industry) ON (n.name)
CREATE INDEX pg_person_name IF NOT EXISTS FOR (n:Person) ON (n.name)
CREATE INDEX pg_person_organisation IF NOT EXISTS FOR (n:Person) ON (n.organisation)
CREATE INDEX pg_position_post IF NOT EXISTS FOR (n:Position) ON (n.post)
CREATE INDEX pg_position_organisation IF NOT EXISTS FOR (n:Position) ON (n.organisation)
CREATE CONSTRAINT pg_implements_key IF NOT EXISTS FOR ()-[r:IMPLEMENTS]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_repeals_key IF NOT EXISTS FOR ()-[r:REPEALS]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_amends_key IF NOT EXISTS FOR ()-[r:AMENDS]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_corrects_key IF NOT EXISTS FOR ()-[r:CORRECTS]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_prevails_over_key IF NOT EXISTS FOR ()-[r:PREVAILS_OVER]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_extends_key IF NOT EXISTS FOR ()-[r:EXTENDS]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_suspends_key IF NOT EXISTS FOR ()-[r:SUSPENDS]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_forwards_key IF NOT EXISTS FOR ()-[r:FORWARDS]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_carried_by_key IF NOT EXISTS FOR ()-[r:CARRIED_BY]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_cites_key IF NOT EXISTS FOR ()-[r:CITES]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_version_of_key IF NOT EXISTS FOR ()-[r:VERSION_OF]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_issued_by_key IF NOT EXISTS FOR ()-[r:ISSUED_BY]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_approved_by_key IF NOT EXISTS FOR ()-[r:APPROVED_BY]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_interpreted_by_key IF NOT EXISTS FOR ()-[r:INTERPRETED_BY]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_addressed_to_key IF NOT EXISTS FOR ()-[r:ADDRESSED_TO]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_published_in_key IF NOT EXISTS FOR ()-[r:PUBLISHED_IN]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_has_task_key IF NOT EXISTS FOR ()-[r:HAS_TASK]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_leads_key IF NOT EXISTS FOR ()-[r:LEADS]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_cooperates_on_key IF NOT EXISTS FOR ()-[r:COOPERATES_ON]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_responsible_for_key IF NOT EXISTS FOR ()-[r:RESPONSIBLE_FOR]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_oversees_key IF NOT EXISTS FOR ()-[r:OVERSEES]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_sets_key IF NOT EXISTS FOR ()-[r:SETS]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_designates_key IF NOT EXISTS FOR ()-[r:DESIGNATES]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_located_in_key IF NOT EXISTS FOR ()-[r:LOCATED_IN]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_focuses_on_key IF NOT EXISTS FOR ()-[r:FOCUSES_ON]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_in_region_key IF NOT EXISTS FOR ()-[r:IN_REGION]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_part_of_key IF NOT EXISTS FOR ()-[r:PART_OF]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_succeeded_by_key IF NOT EXISTS FOR ()-[r:SUCCEEDED_BY]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_shares_body_key IF NOT EXISTS FOR ()-[r:SHARES_BODY]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_hosted_by_key IF NOT EXISTS FOR ()-[r:HOSTED_BY]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_appoints_key IF NOT EXISTS FOR ()-[r:APPOINTS]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_removes_key IF NOT EXISTS FOR ()-[r:REMOVES]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_holds_key IF NOT EXISTS FOR ()-[r:HOLDS]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_held_key IF NOT EXISTS FOR ()-[r:HELD]-() REQUIRE r.key IS UNIQUE
CREATE CONSTRAINT pg_of_key IF NOT EXISTS FOR ()-[r:OF]-() REQUIRE r.key IS UNIQUE
CREATE FULLTEXT INDEX pg_words IF NOT EXISTS FOR (w:Words) ON EACH [w.type, w.number, w.title, w.heading, w.body]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace', `fulltext.eventually_consistent`: false}}
