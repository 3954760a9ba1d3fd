SELECT detail FROM `acme-dwh.meta._dpone_loads` WHERE load_id = '0123';
